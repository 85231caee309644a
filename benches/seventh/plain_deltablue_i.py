"""An incremental one-way constraint solver with strengths, after DeltaBlue."""


class Strength:
    def __init__(self, value, name):
        self.value = value
        self.name = name

    def stronger(self, other):
        return self.value < other.value

    def weaker(self, other):
        return self.value > other.value


REQUIRED = Strength(0, "required")
STRONG_PREF = Strength(1, "strong-preferred")
PREFERRED = Strength(2, "preferred")
STRONG = Strength(3, "strong")
NORMAL = Strength(4, "normal")
WEAK = Strength(5, "weak")
WEAKEST = Strength(6, "weakest")
LADDER = (WEAKEST, WEAK, NORMAL, STRONG, PREFERRED, STRONG_PREF, REQUIRED)


def weakest_of(a, b):
    return a if a.weaker(b) else b


class Variable:
    def __init__(self, name, value=0):
        self.name = name
        self.value = value
        self.constraints = []
        self.by = None
        self.mark = 0
        self.walk = WEAKEST
        self.stay = True


class Constraint:
    def __init__(self, strength):
        self.strength = strength

    def is_input(self):
        return False

    def destroy(self, planner):
        if self.satisfied():
            planner.retract(self)
        else:
            self.detach()

    def attach(self, planner):
        self.hook()
        planner.add(self)
        return self

    def satisfy(self, mark, planner):
        self.choose(mark)
        if not self.satisfied():
            if self.strength is REQUIRED:
                raise RuntimeError("required constraint failed")
            return None
        for v in self.inputs():
            v.mark = mark
        out = self.output()
        old = out.by
        if old is not None:
            old.unsatisfy()
        out.by = self
        if not planner.propagate(self, mark):
            raise RuntimeError("cycle")
        out.mark = mark
        return old

    def known(self, mark):
        for v in self.inputs():
            if not (v.mark == mark or v.stay or v.by is None):
                return False
        return True


class Unary(Constraint):
    def __init__(self, var, strength):
        super().__init__(strength)
        self.var = var
        self.on = False

    def hook(self):
        self.var.constraints.append(self)
        self.on = False

    def detach(self):
        self.var.constraints.remove(self)
        self.on = False

    def satisfied(self):
        return self.on

    def unsatisfy(self):
        self.on = False

    def choose(self, mark):
        self.on = self.var.mark != mark and self.strength.stronger(self.var.walk)

    def inputs(self):
        return ()

    def output(self):
        return self.var

    def recalculate(self):
        self.var.walk = self.strength
        self.var.stay = not self.is_input()
        if self.var.stay:
            self.execute()

    def execute(self):
        pass


class Stay(Unary):
    pass


class Edit(Unary):
    def is_input(self):
        return True


class Binary(Constraint):
    def __init__(self, a, b, strength):
        super().__init__(strength)
        self.a = a
        self.b = b
        self.direction = 0

    def hook(self):
        for v in self.touched():
            v.constraints.append(self)
        self.direction = 0

    def detach(self):
        for v in self.touched():
            v.constraints.remove(self)
        self.direction = 0

    def touched(self):
        return (self.a, self.b)

    def satisfied(self):
        return self.direction != 0

    def unsatisfy(self):
        self.direction = 0

    def choose(self, mark):
        a, b, s = self.a, self.b, self.strength
        if a.mark == mark:
            self.direction = 1 if b.mark != mark and s.stronger(b.walk) else 0
        elif b.mark == mark:
            self.direction = -1 if s.stronger(a.walk) else 0
        elif a.walk.weaker(b.walk):
            self.direction = -1 if s.stronger(a.walk) else 0
        else:
            self.direction = 1 if s.stronger(b.walk) else 0

    def inputs(self):
        return (self.input(),)

    def input(self):
        return self.a if self.direction == 1 else self.b

    def output(self):
        return self.b if self.direction == 1 else self.a

    def recalculate(self):
        i, o = self.input(), self.output()
        o.walk = weakest_of(self.strength, i.walk)
        o.stay = i.stay
        if o.stay:
            self.execute()


class Equal(Binary):
    def execute(self):
        self.output().value = self.input().value


class Scale(Binary):
    def __init__(self, a, scale, offset, b, strength):
        self.scale = scale
        self.offset = offset
        super().__init__(a, b, strength)

    def touched(self):
        return (self.a, self.b, self.scale, self.offset)

    def inputs(self):
        return (self.input(), self.scale, self.offset)

    def execute(self):
        if self.direction == 1:
            self.b.value = self.a.value * self.scale.value + self.offset.value
        else:
            self.a.value = (self.b.value - self.offset.value) // self.scale.value

    def recalculate(self):
        i, o = self.input(), self.output()
        o.walk = weakest_of(self.strength, i.walk)
        o.stay = i.stay and self.scale.stay and self.offset.stay
        if o.stay:
            self.execute()


class Planner:
    def __init__(self):
        self.mark = 0
        self.added = 0

    def new_mark(self):
        self.mark += 1
        return self.mark

    def add(self, c):
        self.added += 1
        mark = self.new_mark()
        over = c.satisfy(mark, self)
        while over is not None:
            over = over.satisfy(mark, self)

    def retract(self, c):
        out = c.output()
        c.unsatisfy()
        c.detach()
        lost = self.remove_from(out)
        for strength in reversed(LADDER):
            for u in lost:
                if u.strength is strength:
                    self.add(u)

    def remove_from(self, out):
        out.by = None
        out.walk = WEAKEST
        out.stay = True
        lost = []
        todo = [out]
        while todo:
            v = todo.pop()
            for c in v.constraints:
                if not c.satisfied():
                    lost.append(c)
            for c in v.constraints:
                if c.satisfied() and c is not v.by:
                    c.recalculate()
                    todo.append(c.output())
        return lost

    def propagate(self, c, mark):
        todo = [c]
        while todo:
            d = todo.pop()
            out = d.output()
            if out.mark == mark:
                c.unsatisfy()
                return False
            d.recalculate()
            for n in out.constraints:
                if n is not out.by and n.satisfied():
                    todo.append(n)
        return True

    def plan(self, sources):
        mark = self.new_mark()
        plan = []
        hot = [c for c in sources if c.is_input() and c.satisfied()]
        while hot:
            c = hot.pop()
            if c.output().mark != mark and c.known(mark):
                plan.append(c)
                c.output().mark = mark
                out = c.output()
                for n in out.constraints:
                    if n is not out.by and n.satisfied():
                        hot.append(n)
        return plan


def change(planner, var, values):
    edit = Edit(var, PREFERRED).attach(planner)
    plan = planner.plan([edit])
    for v in values:
        var.value = v
        for c in plan:
            c.execute()
    edit.destroy(planner)
    return len(plan)


def chain_test(n):
    planner = Planner()
    vs = [Variable(f"v{i}") for i in range(n + 1)]
    for a, b in zip(vs, vs[1:]):
        Equal(a, b, REQUIRED).attach(planner)
    Stay(vs[-1], STRONG).attach(planner)
    size = change(planner, vs[0], range(100))
    assert vs[-1].value == 99
    return size, planner.added, planner.mark


def projection_test(n):
    planner = Planner()
    scale = Variable("scale", 10)
    offset = Variable("offset", 1000)
    Stay(scale, NORMAL).attach(planner)
    Stay(offset, NORMAL).attach(planner)
    dests = []
    for i in range(n):
        src = Variable(f"s{i}", i)
        dst = Variable(f"d{i}", i)
        dests.append((src, dst))
        Stay(src, NORMAL).attach(planner)
        Scale(src, scale, offset, dst, REQUIRED).attach(planner)
    src, dst = dests[0]
    change(planner, src, [17] * 10)
    assert dst.value == 1170
    change(planner, dst, [1050] * 10)
    assert src.value == 5
    change(planner, scale, [5] * 10)
    assert all(d.value == s.value * 5 + 1000 for s, d in dests[:-1])
    change(planner, offset, [2000] * 10)
    return sum(d.value for _, d in dests), planner.added, planner.mark


def main():
    for n in (1000, 4000, 11000):
        print("chain", n, *chain_test(n))
        print("projection", n, *projection_test(n))


main()
