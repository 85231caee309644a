"""DeltaBlue-like incremental one-way constraint solver with strengths."""

REQUIRED, STRONG, MEDIUM, WEAK, WEAKEST = range(5)


class Variable:
    def __init__(self, name, value=0):
        self.name = name
        self.value = value
        self.constraints = []
        self.determined_by = None
        self.strength = WEAKEST
        self.stay = True
        self.mark = 0


class Constraint:
    def __init__(self, planner, strength, *vs):
        self.planner = planner
        self.strength = strength
        self.vars = vs
        self.output = None
        for v in vs:
            v.constraints.append(self)
        planner.add(self)

    def candidates(self):
        return self.vars

    def inputs(self):
        return [v for v in self.vars if v is not self.output]

    def choose(self, mark):
        """Pick the weakest variable not yet marked that we can override."""
        best = None
        for v in self.candidates():
            if v.mark != mark and v.strength > self.strength:
                if best is None or v.strength > best.strength:
                    best = v
        self.output = best
        return best is not None

    def recalculate(self):
        out = self.output
        ins = self.inputs()
        out.strength = max([self.strength] + [v.strength for v in ins])
        out.stay = self.is_stay() and all(v.stay for v in ins)
        if out.stay:
            self.execute()

    def is_stay(self):
        return True

    def execute(self):
        pass


class Stay(Constraint):
    pass


class Edit(Constraint):
    def is_stay(self):
        return False


class Equal(Constraint):
    def execute(self):
        a, b = self.vars
        if self.output is b:
            b.value = a.value
        else:
            a.value = b.value


class Scale(Constraint):
    """dst = src * scale + offset, with src and dst both assignable."""

    def candidates(self):
        return self.vars[:2]

    def execute(self):
        src, dst, scale, offset = self.vars
        if self.output is dst:
            dst.value = src.value * scale.value + offset.value
        else:
            src.value = (dst.value - offset.value) // scale.value


class Planner:
    def __init__(self):
        self.mark = 0
        self.executed = 0

    def add(self, c):
        self.mark += 1
        while c is not None:
            c = self.satisfy(c, self.mark)

    def satisfy(self, c, mark):
        if not c.choose(mark):
            if c.strength == REQUIRED:
                raise RuntimeError("unsatisfiable")
            return None
        for v in c.inputs():
            v.mark = mark
        out = c.output
        old = out.determined_by
        if old is not None:
            old.output = None
        out.determined_by = c
        self.propagate(c)
        out.mark = mark
        return old

    def propagate(self, c):
        todo = [c]
        while todo:
            d = todo.pop()
            d.recalculate()
            todo.extend(self.consumers(d.output))

    @staticmethod
    def consumers(v):
        return [c for c in v.constraints if c.output is not None and c is not v.determined_by]

    def remove(self, c):
        out = c.output
        for v in c.vars:
            v.constraints.remove(c)
        if out is None:
            return
        c.output = None
        out.determined_by, out.strength, out.stay = None, WEAKEST, True
        todo, unsat = [out], []
        while todo:
            v = todo.pop()
            unsat.extend(d for d in v.constraints if d.output is None)
            for d in self.consumers(v):
                d.recalculate()
                todo.append(d.output)
        for d in sorted(unsat, key=lambda d: d.strength):
            if d.output is None:
                self.add(d)

    def plan(self, edits):
        self.mark += 1
        order, todo = [], [e for e in edits if e.output is not None]
        while todo:
            c = todo.pop()
            if c.output.mark != self.mark and all(v.mark == self.mark or v.stay for v in c.inputs()):
                order.append(c)
                c.output.mark = self.mark
                todo.extend(self.consumers(c.output))
        return order

    def change(self, var, values):
        edit = Edit(self, STRONG, var)
        plan = self.plan([edit])
        for x in values:
            var.value = x
            for c in plan:
                c.execute()
            self.executed += len(plan)
        self.remove(edit)


def chain(n):
    p = Planner()
    vs = [Variable("v%d" % i) for i in range(n + 1)]
    for a, b in zip(vs, vs[1:]):
        Equal(p, REQUIRED, a, b)
    Stay(p, WEAK, vs[-1])
    bad = 0
    for k in range(3):
        p.change(vs[0], range(k, 100 + k))
        bad += vs[-1].value != 99 + k
    return vs[-1].value, p.executed, bad


def projection(n):
    p = Planner()
    scale, offset = Variable("scale", 10), Variable("offset", 1000)
    Stay(p, REQUIRED, scale), Stay(p, REQUIRED, offset)
    dsts = []
    for i in range(n):
        src, dst = Variable("src", i), Variable("dst", i)
        Stay(p, MEDIUM, src)
        Scale(p, REQUIRED, src, dst, scale, offset)
        dsts.append((src, dst))
    for i in range(0, n, 5):
        p.change(dsts[i][0], (17, 18, i))
        p.change(dsts[i][1], (1050, 1000 + 10 * i))
    return sum(s.value for s, _ in dsts), sum(d.value for _, d in dsts), p.executed


for size in (50, 100, 200, 300, 400, 500, 600, 700):
    print(size, chain(size), projection(size))
