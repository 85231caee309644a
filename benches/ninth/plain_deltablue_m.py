"""One-way dataflow constraint solver with strengths, after the DeltaBlue algorithm."""


class Strength:
    def __init__(self, level, name):
        self.level = level
        self.name = name

    def stronger(self, other):
        return self.level < other.level

    def weaker(self, other):
        return self.level > other.level

    def __repr__(self):
        return self.name


NAMES = ("required", "strong_preferred", "preferred", "strong_default", "normal", "weak_default", "weakest")
STRENGTHS = [Strength(level, name) for level, name in enumerate(NAMES)]
REQUIRED, STRONG_PREFERRED, PREFERRED, STRONG_DEFAULT, NORMAL, WEAK_DEFAULT, WEAKEST = STRENGTHS


class Variable:
    __slots__ = ("name", "value", "constraints", "determined_by", "mark", "walk", "stay")

    def __init__(self, name, value=0):
        self.name = name
        self.value = value
        self.constraints = []
        self.determined_by = None
        self.mark = 0
        self.walk = WEAKEST
        self.stay = True


class Unsatisfiable(Exception):
    pass


class Constraint:
    def __init__(self, strength):
        self.strength = strength

    is_input = False

    def attach(self, planner):
        for var in self.variables():
            var.constraints.append(self)
        self.clear()
        planner.incremental_add(self)
        return self

    def detach(self, planner):
        if self.satisfied():
            planner.incremental_remove(self)
        for var in self.variables():
            if self in var.constraints:
                var.constraints.remove(self)

    def satisfy(self, mark, planner):
        self.choose_method(mark)
        if not self.satisfied():
            if self.strength is REQUIRED:
                raise Unsatisfiable(type(self).__name__)
            return None
        for var in self.inputs():
            var.mark = mark
        out = self.output()
        overridden = out.determined_by
        if overridden is not None:
            overridden.clear()
        out.determined_by = self
        if not planner.propagate(self, mark):
            raise Unsatisfiable("cycle")
        out.mark = mark
        return overridden

    def inputs_known(self, mark):
        return all(v.mark == mark or v.stay or v.determined_by is None for v in self.inputs())


class Unary(Constraint):
    def __init__(self, variable, strength):
        super().__init__(strength)
        self.variable = variable
        self.active = False

    def variables(self):
        return (self.variable,)

    def inputs(self):
        return ()

    def output(self):
        return self.variable

    def satisfied(self):
        return self.active

    def clear(self):
        self.active = False

    def choose_method(self, mark):
        self.active = self.variable.mark != mark and self.strength.stronger(self.variable.walk)

    def recalculate(self):
        self.variable.walk = self.strength
        self.variable.stay = not self.is_input
        if self.variable.stay:
            self.execute()

    def execute(self):
        pass


class Stay(Unary):
    pass


class Edit(Unary):
    is_input = True


FORWARD, BACKWARD = 1, -1


class Binary(Constraint):
    def __init__(self, first, second, strength):
        super().__init__(strength)
        self.first = first
        self.second = second
        self.direction = 0

    def variables(self):
        return self.first, self.second

    def inputs(self):
        return (self.first,) if self.direction == FORWARD else (self.second,)

    def output(self):
        return self.second if self.direction == FORWARD else self.first

    def satisfied(self):
        return self.direction != 0

    def clear(self):
        self.direction = 0

    def choose_method(self, mark):
        a, b, s = self.first, self.second, self.strength
        if a.mark == mark:
            self.direction = FORWARD if b.mark != mark and s.stronger(b.walk) else 0
        elif b.mark == mark:
            self.direction = BACKWARD if s.stronger(a.walk) else 0
        elif a.walk.weaker(b.walk):
            self.direction = BACKWARD if s.stronger(a.walk) else 0
        else:
            self.direction = FORWARD if s.stronger(b.walk) else 0

    def recalculate(self):
        source, = self.inputs()
        target = self.output()
        target.walk = source.walk if source.walk.weaker(self.strength) else self.strength
        target.stay = source.stay
        if target.stay:
            self.execute()


class Equal(Binary):
    def execute(self):
        source, = self.inputs()
        self.output().value = source.value


class Scale(Binary):
    """second = first * factor + offset"""

    def __init__(self, first, factor, offset, second, strength):
        super().__init__(first, second, strength)
        self.factor = factor
        self.offset = offset

    def variables(self):
        return self.first, self.second, self.factor, self.offset

    def inputs(self):
        return super().inputs() + (self.factor, self.offset)

    def execute(self):
        if self.direction == FORWARD:
            self.second.value = self.first.value * self.factor.value + self.offset.value
        else:
            self.first.value = (self.second.value - self.offset.value) // self.factor.value

    def recalculate(self):
        source = self.first if self.direction == FORWARD else self.second
        target = self.output()
        target.walk = source.walk if source.walk.weaker(self.strength) else self.strength
        target.stay = source.stay and self.factor.stay and self.offset.stay
        if target.stay:
            self.execute()


class Planner:
    def __init__(self):
        self.current = 0
        self.plans = 0
        self.steps = 0

    def new_mark(self):
        self.current += 1
        return self.current

    def incremental_add(self, constraint):
        mark = self.new_mark()
        while constraint is not None:
            constraint = constraint.satisfy(mark, self)

    def incremental_remove(self, constraint):
        out = constraint.output()
        constraint.clear()
        out.determined_by = None
        out.walk = WEAKEST
        out.stay = True
        loose = []
        todo = [out]
        while todo:
            var = todo.pop()
            loose += [c for c in var.constraints if not c.satisfied() and c is not constraint]
            for c in self.consumers(var):
                c.recalculate()
                todo.append(c.output())
        for strength in STRENGTHS:
            for c in loose:
                if c.strength is strength and not c.satisfied():
                    self.incremental_add(c)

    @staticmethod
    def consumers(var):
        return [c for c in var.constraints if c is not var.determined_by and c.satisfied()]

    def propagate(self, constraint, mark):
        todo = [constraint]
        while todo:
            c = todo.pop()
            out = c.output()
            if out.mark == mark:
                self.incremental_remove(constraint)
                return False
            c.recalculate()
            todo.extend(self.consumers(out))
        return True

    def plan(self, sources):
        mark = self.new_mark()
        steps, todo = [], [c for c in sources if c.is_input and c.satisfied()]
        while todo:
            c = todo.pop()
            out = c.output()
            if out.mark != mark and c.inputs_known(mark):
                steps.append(c)
                out.mark = mark
                todo.extend(self.consumers(out))
        self.plans += 1
        self.steps += len(steps)
        return steps


def change(planner, variable, values):
    edit = Edit(variable, PREFERRED).attach(planner)
    plan = planner.plan([edit])
    for value in values:
        variable.value = value
        for c in plan:
            c.execute()
    edit.detach(planner)


def chain(n):
    planner = Planner()
    variables = [Variable(f"v{i}") for i in range(n + 1)]
    for a, b in zip(variables, variables[1:]):
        Equal(a, b, REQUIRED).attach(planner)
    Stay(variables[-1], STRONG_DEFAULT).attach(planner)
    digest = 0
    edit = Edit(variables[0], PREFERRED).attach(planner)
    plan = planner.plan([edit])
    for value in range(60):
        variables[0].value = value
        for c in plan:
            c.execute()
        assert variables[-1].value == value
        digest = (digest * 7 + variables[n // 2].value) % 99_991
    edit.detach(planner)
    return len(plan), digest, planner.plans, planner.steps


def projection(n):
    planner = Planner()
    factor, offset = Variable("factor", 10), Variable("offset", 1000)
    sources, targets = [], []
    for i in range(n):
        source, target = Variable(f"s{i}", i), Variable(f"t{i}", i)
        sources.append(source)
        targets.append(target)
        Stay(source, NORMAL).attach(planner)
        Scale(source, factor, offset, target, REQUIRED).attach(planner)
    change(planner, sources[5], [17])
    first = targets[5].value
    change(planner, targets[6], [1050])
    second = sources[6].value
    change(planner, factor, [5, 6, 5])
    third = sum(t.value for t in targets[:-1])
    change(planner, offset, range(2000, 2010))
    fourth = sum(t.value for t in targets[:-1])
    strengths = {}
    for v in sources + targets:
        strengths[str(v.walk)] = strengths.get(str(v.walk), 0) + 1
    return first, second, third, fourth, planner.plans, planner.steps, strengths


def conflict():
    planner = Planner()
    a, b, c = (Variable(n) for n in "abc")
    Equal(a, b, REQUIRED).attach(planner)
    Stay(a, REQUIRED).attach(planner)
    refused = []
    for var in (b, c):
        try:
            Stay(var, REQUIRED).attach(planner)
        except Unsatisfiable as exc:
            refused.append(f"{var.name}:{exc}")
    return refused


def main():
    for n in (100, 600, 3500):
        print("chain", n, chain(n))
    for n in (50, 800, 9000):
        print("projection", n, projection(n))
    print("conflict", conflict())


main()
