"""One-way constraint propagation network (spreadsheet-like dataflow with strengths)."""


class Strength:
    ORDER = ["required", "strong", "medium", "weak", "weakest"]

    def __init__(self, name):
        self.name = name
        self.level = self.ORDER.index(name)

    def stronger(self, other):
        return self.level < other.level

    def __repr__(self):
        return self.name


REQUIRED, STRONG, MEDIUM, WEAK, WEAKEST = map(Strength, Strength.ORDER)


class Variable:
    def __init__(self, name, value=0):
        self.name = name
        self.value = value
        self.constraints = []
        self.determined_by = None
        self.strength = WEAKEST
        self.mark = 0

    def __repr__(self):
        return f"{self.name}={self.value}({self.strength})"


class Constraint:
    def __init__(self, strength):
        self.strength = strength
        self.output = None

    variables = ()

    @property
    def satisfied(self):
        return self.output is not None

    def inputs(self):
        return [v for v in self.variables if v is not self.output]

    def attach(self):
        for v in self.variables:
            v.constraints.append(self)

    def detach(self):
        for v in self.variables:
            v.constraints.remove(self)
        self.output = None

    def choose_output(self, mark):
        best = None
        for v in self.candidates():
            if v.mark != mark and self.strength.stronger(v.strength):
                if best is None or best.strength.stronger(v.strength):
                    best = v
        self.output = best
        return best

    def candidates(self):
        return self.variables

    def recalculate(self):
        out = self.output
        strength = self.strength
        for v in self.variables:
            if v is not out and strength.stronger(v.strength):
                strength = v.strength
        out.strength = strength
        self.execute()


class Stay(Constraint):
    def __init__(self, var, strength=WEAK):
        super().__init__(strength)
        self.variables = (var,)

    def execute(self):
        pass


class Edit(Stay):
    value = None

    def execute(self):
        if self.value is not None:
            self.output.value = self.value


class Equal(Constraint):
    def __init__(self, a, b, strength=REQUIRED):
        super().__init__(strength)
        self.variables = (a, b)

    def execute(self):
        self.output.value = self.inputs()[0].value


class Scale(Constraint):
    def __init__(self, src, dst, factor, offset, strength=REQUIRED):
        super().__init__(strength)
        self.src, self.dst = src, dst
        self.factor, self.offset = factor, offset
        self.variables = (src, dst)

    def execute(self):
        if self.output is self.dst:
            self.dst.value = self.src.value * self.factor + self.offset
        else:
            self.src.value = (self.dst.value - self.offset) // self.factor


class Planner:
    def __init__(self):
        self.mark = 0
        self.executed = 0

    def add(self, c):
        c.attach()
        self.mark += 1
        overridden = self.satisfy(c)
        while overridden is not None:
            overridden = self.satisfy(overridden)
        return c

    def satisfy(self, c):
        out = c.choose_output(self.mark)
        if out is None:
            return None
        for v in c.inputs():
            v.mark = self.mark
        old = out.determined_by
        if old is not None:
            old.output = None
        out.determined_by = c
        self.propagate(c)
        out.mark = self.mark
        return old

    def propagate(self, c):
        todo = [c]
        while todo:
            d = todo.pop()
            d.recalculate()
            self.executed += 1
            todo.extend(k for k in d.output.constraints if k is not d and k.satisfied and k.output is not d.output)

    def remove(self, c):
        out = c.output
        c.detach()
        if out is not None:
            out.determined_by = None
            out.strength = WEAKEST
            loose = sorted((k for k in out.constraints if not k.satisfied), key=lambda k: k.strength.level)
            for k in loose:
                self.mark += 1
                self.satisfy(k)

    def plan(self, edit):
        order, todo = [], [edit]
        while todo:
            c = todo.pop()
            order.append(c)
            todo += [k for k in c.output.constraints if k is not c and k.satisfied and k.output is not c.output]
        return order


def chain_test(planner, n, rounds):
    xs = [Variable(f"v{i}") for i in range(n + 1)]
    for a, b in zip(xs, xs[1:]):
        planner.add(Equal(a, b))
    planner.add(Stay(xs[-1], MEDIUM))
    edit = planner.add(Edit(xs[0], STRONG))
    plan = planner.plan(edit)
    for value in range(rounds):
        edit.value = value
        for c in plan:
            c.execute()
        assert xs[-1].value == value
    planner.remove(edit)
    return xs[-1], len(plan)


def projection_test(planner, n):
    dsts = []
    for i in range(n):
        src, dst = Variable(f"s{i}", i), Variable(f"d{i}", i)
        dsts.append((src, dst))
        planner.add(Stay(src))
        planner.add(Scale(src, dst, 10, 1000))
    total = 0
    for src, dst in dsts:
        for var, val in ((src, 17), (dst, 1050)):
            edit = Edit(var, STRONG)
            edit.value = val
            planner.add(edit)
            total += src.value + dst.value
            planner.remove(edit)
    return total


planner = Planner()
for size in (50, 200, 800):
    print("chain", *chain_test(planner, size, rounds=500), planner.executed)
for size in (100, 1000, 9000):
    print("projection", projection_test(planner, size), planner.executed, planner.mark)
