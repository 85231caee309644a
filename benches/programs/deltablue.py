# DeltaBlue: incremental solving of one-way constraints with strengths (after Freeman-Benson and Maloney's algorithm).
REQUIRED, STRONG, PREFERRED, MEDIUM, NORMAL, WEAK, WEAKEST = range(7)


class Variable:
    def __init__(self, name, value):
        self.name = name
        self.value = value
        self.constraints = []
        self.determined_by = None
        self.mark = 0
        self.strength = WEAKEST
        self.stay = True


class Constraint:
    def __init__(self, strength):
        self.strength = strength
        self.output = None

    def satisfied(self):
        return self.output is not None

    def attach(self, planner):
        for v in self.variables():
            v.constraints.append(self)
        self.output = None
        planner.add(self)

    def detach(self, planner):
        if self.satisfied():
            planner.remove(self)
        for v in self.variables():
            v.constraints.remove(self)

    def is_input(self):
        return False

    def inputs(self):
        return [v for v in self.variables() if v is not self.output]

    def inputs_known(self, mark):
        return all(v.mark == mark or v.stay or v.determined_by is None for v in self.inputs())

    def choose(self, mark):
        best = None
        for v in self.candidates():
            if v.mark != mark and v.strength > self.strength and (best is None or v.strength > best.strength):
                best = v
        self.output = best

    def satisfy(self, mark, planner):
        self.choose(mark)
        if self.output is None:
            if self.strength == REQUIRED:
                raise RuntimeError("a required constraint cannot be satisfied")
            return None
        for v in self.inputs():
            v.mark = mark
        out = self.output
        overridden = out.determined_by
        if overridden is not None:
            overridden.output = None
        out.determined_by = self
        if not planner.propagate(self, mark):
            raise RuntimeError("cycle")
        out.mark = mark
        return overridden

    def recalculate(self):
        ins = self.inputs()
        self.output.strength = max([self.strength] + [v.strength for v in self.variables() if v is not self.output and self.weak_path(v)])
        self.output.stay = not self.is_input() and all(v.stay for v in ins)
        if self.output.stay:
            self.execute()

    def weak_path(self, v):
        return True


class Unary(Constraint):
    def __init__(self, v, strength, planner):
        super().__init__(strength)
        self.v = v
        self.attach(planner)

    def variables(self):
        return (self.v,)

    candidates = variables

    def execute(self):
        pass


class Stay(Unary):
    pass


class Edit(Unary):
    def is_input(self):
        return True


class Equal(Constraint):
    def __init__(self, a, b, strength, planner):
        super().__init__(strength)
        self.a, self.b = a, b
        self.attach(planner)

    def variables(self):
        return (self.a, self.b)

    candidates = variables

    def execute(self):
        if self.output is self.a:
            self.a.value = self.b.value
        else:
            self.b.value = self.a.value


class Scale(Equal):
    def __init__(self, a, scale, offset, b, strength, planner):
        self.scale, self.offset = scale, offset
        super().__init__(a, b, strength, planner)

    def variables(self):
        return (self.a, self.scale, self.offset, self.b)

    def candidates(self):
        return (self.a, self.b)

    def weak_path(self, v):
        return v is self.a or v is self.b

    def execute(self):
        if self.output is self.b:
            self.b.value = self.a.value * self.scale.value + self.offset.value
        else:
            self.a.value = (self.b.value - self.offset.value) // self.scale.value


class Planner:
    def __init__(self):
        self.mark = 0

    def new_mark(self):
        self.mark += 1
        return self.mark

    def add(self, c):
        mark = self.new_mark()
        overridden = c.satisfy(mark, self)
        while overridden is not None:
            overridden = overridden.satisfy(mark, self)

    def remove(self, c):
        out = c.output
        c.output = None
        out.determined_by = None
        out.strength, out.stay = WEAKEST, True
        unsatisfied, todo = [], [out]
        while todo:
            v = todo.pop()
            for k in v.constraints:
                if not k.satisfied():
                    if k is not c:
                        unsatisfied.append(k)
                elif k is not v.determined_by:
                    k.recalculate()
                    todo.append(k.output)
        for s in range(REQUIRED, WEAKEST + 1):
            for k in unsatisfied:
                if k.strength == s and not k.satisfied():
                    self.add(k)

    def propagate(self, c, mark):
        todo = [c]
        while todo:
            d = todo.pop()
            if d.output.mark == mark:
                return False
            d.recalculate()
            for k in d.output.constraints:
                if k is not d and k.satisfied() and k is not d.output.determined_by:
                    todo.append(k)
        return True

    def plan(self, sources):
        mark = self.new_mark()
        out, todo = [], list(sources)
        while todo:
            c = todo.pop()
            if c.output is not None and c.output.mark != mark and c.inputs_known(mark):
                out.append(c)
                c.output.mark = mark
                for k in c.output.constraints:
                    if k is not c and k.satisfied() and k is not c.output.determined_by:
                        todo.append(k)
        return out


def change(planner, v, values):
    edit = Edit(v, PREFERRED, planner)
    plan = planner.plan([edit])
    for x in values:
        v.value = x
        for c in plan:
            c.execute()
    edit.detach(planner)


def chain(n):
    planner = Planner()
    vs = [Variable(f"v{i}", 0) for i in range(n + 1)]
    for a, b in zip(vs, vs[1:]):
        Equal(a, b, REQUIRED, planner)
    Stay(vs[-1], WEAK, planner)
    edit = Edit(vs[0], PREFERRED, planner)
    plan = planner.plan([edit])
    for x in range(80):
        vs[0].value = x
        for c in plan:
            c.execute()
        if vs[-1].value != x:
            raise RuntimeError("chain")
    edit.detach(planner)
    return vs[-1].value


def projection(n):
    planner = Planner()
    scale, offset = Variable("scale", 10), Variable("offset", 1000)
    pairs = []
    for i in range(n):
        src, dst = Variable("src", i), Variable("dst", i)
        pairs.append((src, dst))
        Stay(src, NORMAL, planner)
        Scale(src, scale, offset, dst, REQUIRED, planner)
    src, dst = pairs[-1]
    change(planner, src, [17] * 10)
    a = dst.value
    change(planner, dst, [1050] * 10)
    b = src.value
    change(planner, scale, [5] * 10)
    c = sum(d.value for _, d in pairs[:-1])
    change(planner, offset, [2000] * 10)
    return a, b, c, sum(d.value for _, d in pairs[:-1])


for _ in range(4):
    print(chain(500), projection(400))
