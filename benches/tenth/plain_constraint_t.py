"""One-way dataflow constraints with strengths, planned and propagated
through a graph of variables (a small cousin of DeltaBlue)."""

REQUIRED, STRONG, MEDIUM, WEAK = 0, 1, 2, 3


class Variable:
    def __init__(self, name, value=0):
        self.name, self.value, self.constraints, self.mark = name, value, [], 0

    def __repr__(self):
        return "%s=%d" % (self.name, self.value)


class Constraint:
    def __init__(self, strength, *variables):
        self.strength, self.vars, self.output = strength, variables, None
        for v in variables:
            v.constraints.append(self)


class Stay(Constraint): pass
class Edit(Constraint): pass


class Equal(Constraint):
    def execute(self):
        a, b = self.vars
        self.output.value = a.value if self.output is b else b.value


class Scale(Constraint):
    def __init__(self, strength, src, dst, k, offset):
        super().__init__(strength, src, dst)
        self.k, self.offset = k, offset

    def execute(self):
        src, dst = self.vars
        if self.output is dst:
            dst.value = src.value * self.k + self.offset
        else:
            src.value = (dst.value - self.offset) // self.k


class Planner:
    def __init__(self):
        self.constraints, self.stamp, self.executed = [], 0, 0

    def add(self, c):
        self.constraints.append(c)
        return c

    def remove(self, c):
        self.constraints.remove(c)
        for v in c.vars:
            v.constraints.remove(c)

    def plan(self):
        """Local propagation: the strongest fixed variables first, then outward."""
        self.stamp += 1
        order, roots = [], []
        for c in self.constraints:
            c.output = None
            if isinstance(c, (Edit, Stay)):
                roots.append(c)
        roots.sort(key=lambda c: (c.strength, isinstance(c, Stay)))
        for root in roots:
            v = root.vars[0]
            todo = [v] if v.mark != self.stamp else []
            v.mark = self.stamp
            while todo:
                for c in todo.pop().constraints:
                    free = [x for x in c.vars if x.mark != self.stamp]
                    if c.output is None and len(free) == 1:
                        c.output = free[0]
                        free[0].mark = self.stamp
                        order.append(c)
                        todo.append(free[0])
        return order

    def execute(self, order):
        for c in order:
            c.execute()
        self.executed += len(order)


def chain(n):
    planner = Planner()
    vs = [Variable("v%d" % i) for i in range(n)]
    for a, b in zip(vs, vs[1:]):
        planner.add(Equal(REQUIRED, a, b))
    planner.add(Stay(WEAK, vs[-1]))
    edit = planner.add(Edit(STRONG, vs[0]))
    plan = planner.plan()
    for i in range(100):
        vs[0].value = i
        planner.execute(plan)
        assert vs[-1].value == i
    planner.remove(edit)
    return planner.executed, len(planner.plan()), vs[-1]


def projection(n):
    planner = Planner()
    src, dst = [Variable("s%d" % i, i) for i in range(n)], [Variable("d%d" % i) for i in range(n)]
    for s, d in zip(src, dst):
        planner.add(Stay(MEDIUM, s))
        planner.add(Scale(REQUIRED, s, d, 10, 1000))
    planner.execute(planner.plan())
    before = sum(d.value for d in dst)
    for i in range(0, n, 10):
        edit = planner.add(Edit(STRONG, dst[i]))
        dst[i].value = 1050 + 10 * i
        planner.execute(planner.plan())
        planner.remove(edit)
    return before, sum(s.value for s in src), planner.executed


print("chain", [chain(size) for size in (100, 1000, 6000, 9000)])
print("projection", [projection(size) for size in (50, 300, 900, 1600)])
