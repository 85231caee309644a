"""A one-way constraint solver after DeltaBlue."""

ROUNDS = 420

REQUIRED, STRONG, PREFERRED, MEDIUM, WEAK, WEAKEST = range(6)
NONE, FORWARD, BACKWARD = range(3)


class Variable:
    def __init__(self, name, value):
        self.name = name
        self.value = value
        self.constraints = []
        self.determined_by = None
        self.walk_strength = WEAKEST
        self.stay = True
        self.mark = 0


class Constraint:
    def __init__(self, strength):
        self.strength = strength

    def is_input(self):
        return False

    def satisfy(self, mark, planner):
        self.choose_method(mark)
        if not self.is_satisfied():
            if self.strength == REQUIRED:
                raise RuntimeError("cannot satisfy a required constraint")
            return None
        for v in self.inputs():
            v.mark = mark
        out = self.output()
        overridden = out.determined_by
        if overridden is not None:
            overridden.unsatisfy()
        out.determined_by = self
        if not planner.add_propagate(self, mark):
            raise RuntimeError("cycle")
        out.mark = mark
        return overridden

    def inputs_known(self, mark):
        return all(v.mark == mark or v.stay or v.determined_by is None for v in self.inputs())


class Unary(Constraint):
    def __init__(self, variable, strength, planner):
        super().__init__(strength)
        self.variable = variable
        self.satisfied = False
        variable.constraints.append(self)
        planner.incremental_add(self)

    def choose_method(self, mark):
        self.satisfied = self.variable.mark != mark and self.strength < self.variable.walk_strength

    def is_satisfied(self):
        return self.satisfied

    def unsatisfy(self):
        self.satisfied = False

    def inputs(self):
        return []

    def output(self):
        return self.variable

    def recalculate(self):
        self.variable.walk_strength = self.strength
        self.variable.stay = not self.is_input()
        if self.variable.stay:
            self.execute()

    def detach(self):
        self.variable.constraints.remove(self)
        self.satisfied = False

    def execute(self):
        pass


class Stay(Unary):
    pass


class Edit(Unary):
    def is_input(self):
        return True


class Binary(Constraint):
    def __init__(self, v1, v2, strength, planner):
        super().__init__(strength)
        self.v1 = v1
        self.v2 = v2
        self.direction = NONE
        self.attach()
        planner.incremental_add(self)

    def attach(self):
        self.v1.constraints.append(self)
        self.v2.constraints.append(self)

    def choose_method(self, mark):
        a, b = self.v1, self.v2
        if a.mark == mark:
            self.direction = FORWARD if b.mark != mark and self.strength < b.walk_strength else NONE
        elif b.mark == mark:
            self.direction = BACKWARD if self.strength < a.walk_strength else NONE
        elif a.walk_strength > b.walk_strength:
            self.direction = BACKWARD if self.strength < a.walk_strength else NONE
        else:
            self.direction = FORWARD if self.strength < b.walk_strength else NONE

    def is_satisfied(self):
        return self.direction != NONE

    def unsatisfy(self):
        self.direction = NONE

    def inputs(self):
        return [self.v1] if self.direction == FORWARD else [self.v2]

    def output(self):
        return self.v2 if self.direction == FORWARD else self.v1

    def recalculate(self):
        src = self.inputs()[0]
        out = self.output()
        out.walk_strength = max(self.strength, src.walk_strength)
        out.stay = src.stay
        if out.stay:
            self.execute()


class Equal(Binary):
    def execute(self):
        self.output().value = self.inputs()[0].value


class Scale(Binary):
    def __init__(self, src, factor, offset, dst, strength, planner):
        self.factor = factor
        self.offset = offset
        super().__init__(src, dst, strength, planner)

    def execute(self):
        if self.direction == FORWARD:
            self.v2.value = self.v1.value * self.factor + self.offset
        else:
            self.v1.value = (self.v2.value - self.offset) // self.factor


class Planner:
    def __init__(self):
        self.mark = 0
        self.steps = 0

    def new_mark(self):
        self.mark += 1
        return self.mark

    def incremental_add(self, constraint):
        mark = self.new_mark()
        overridden = constraint.satisfy(mark, self)
        while overridden is not None:
            overridden = overridden.satisfy(mark, self)

    def incremental_remove(self, constraint):
        if not constraint.is_satisfied():
            constraint.detach()
            return
        out = constraint.output()
        constraint.unsatisfy()
        constraint.detach()
        unsatisfied = self.remove_propagate(out)
        for strength in range(WEAKEST):
            for c in unsatisfied:
                if c.strength == strength:
                    self.incremental_add(c)

    def add_propagate(self, constraint, mark):
        todo = [constraint]
        while todo:
            c = todo.pop()
            self.steps += 1
            if c.output().mark == mark:
                return False
            c.recalculate()
            todo.extend(self.consumers(c.output()))
        return True

    def remove_propagate(self, out):
        out.determined_by = None
        out.walk_strength = WEAKEST
        out.stay = True
        unsatisfied = []
        todo = [out]
        while todo:
            v = todo.pop()
            unsatisfied.extend(c for c in v.constraints if not c.is_satisfied())
            for c in self.consumers(v):
                c.recalculate()
                todo.append(c.output())
        return unsatisfied

    def consumers(self, variable):
        return [c for c in variable.constraints if c is not variable.determined_by and c.is_satisfied()]

    def extract_plan(self, sources):
        mark = self.new_mark()
        plan = []
        todo = [c for c in sources if c.is_input() and c.is_satisfied()]
        while todo:
            c = todo.pop()
            out = c.output()
            if out.mark != mark and c.inputs_known(mark):
                plan.append(c)
                out.mark = mark
                todo.extend(self.consumers(out))
        return plan


def change(planner, variable, value, times):
    edit = Edit(variable, PREFERRED, planner)
    plan = planner.extract_plan([edit])
    for i in range(times):
        variable.value = value + i
        for c in plan:
            c.execute()
    planner.incremental_remove(edit)
    return len(plan)


def chain_test(n):
    planner = Planner()
    vs = [Variable(f"v{i}", 0) for i in range(n + 1)]
    for a, b in zip(vs, vs[1:]):
        Equal(a, b, REQUIRED, planner)
    Stay(vs[-1], STRONG, planner)
    Stay(vs[0], WEAK, planner)
    change(planner, vs[0], 7, 3)
    planner2 = Planner()
    ws = [Variable(f"w{i}", 0) for i in range(n + 1)]
    for a, b in zip(ws, ws[1:]):
        Equal(a, b, REQUIRED, planner2)
    length = change(planner2, ws[0], 20, 10)
    return ws[-1].value, length, planner.steps + planner2.steps


def projection_test(n):
    planner = Planner()
    pairs = []
    for i in range(n):
        src, dst = Variable(f"src{i}", i), Variable(f"dst{i}", i)
        pairs.append((src, dst))
        Stay(src, WEAK, planner)
        Scale(src, 10, 1000, dst, REQUIRED, planner)
    total = 0
    for i, (src, dst) in enumerate(pairs):
        change(planner, src, 17 + i, 2)
        total += dst.value
        change(planner, dst, 1050 + 10 * i, 2)
        total += src.value
    return total, planner.steps


def main():
    for _ in range(ROUNDS):
        chain = chain_test(40)
        projection = projection_test(40)
    print("chain", *chain)
    print("projection", *projection)


main()
