"""One-way constraints with strengths, solved incrementally (a spreadsheet with opinions)."""

REQUIRED, STRONG, MEDIUM, WEAK, NONE = range(5)


class Variable:
    def __init__(self, value=0):
        self.value, self.constraints = value, []
        self.source, self.strength = None, NONE    # what determines it, and how strongly


class Constraint:
    def __init__(self, strength, *variables):
        self.strength, self.variables = strength, variables
        self.output = None          # None while it is not enforced

    def candidates(self):
        return self.variables

    def walkabout(self):
        return max([self.strength] + [v.strength for v in self.candidates() if v is not self.output])


class Stay(Constraint):
    def execute(self):
        pass


class Edit(Constraint):
    def __init__(self, strength, variable, value):
        super().__init__(strength, variable)
        self.new_value = value

    def execute(self):
        self.output.value = self.new_value


class Equal(Constraint):
    def execute(self):
        first, second = self.variables
        source = second if self.output is first else first
        self.output.value = source.value


class Scale(Constraint):    # target == source * factor + offset
    def candidates(self):
        return self.variables[:2]

    def execute(self):
        source, target, factor, offset = self.variables
        if self.output is target:
            target.value = source.value * factor.value + offset.value
        else:
            source.value = (target.value - offset.value) // factor.value


class Solver:
    def __init__(self):
        self.executed = self.overridden = 0

    def add(self, constraint):
        for variable in constraint.variables:
            variable.constraints.append(constraint)
        self.incremental_add(constraint)
        return constraint

    def incremental_add(self, pending):
        done = set()
        while pending is not None:
            done.add(pending)
            pending = self.enforce(pending, done)

    def enforce(self, constraint, done):
        free = [v for v in constraint.candidates()
                if v.source not in done and v.strength > constraint.strength]
        if not free:
            return None
        weakest = max(free, key=lambda v: v.strength)
        loser = weakest.source
        if loser is not None:
            loser.output = None
            self.overridden += 1
        weakest.source, constraint.output = constraint, weakest
        self.propagate(constraint)
        return loser

    def propagate(self, first):
        todo = [first]
        while todo:
            output = (constraint := todo.pop()).output
            output.strength = constraint.walkabout()
            constraint.execute()
            self.executed += 1
            todo += [c for c in output.constraints if c.output not in (None, output)]

    def remove(self, constraint):
        output = constraint.output
        for variable in constraint.variables:
            variable.constraints.remove(constraint)
        if output is not None:
            constraint.output, output.source, output.strength = None, None, NONE
            for other in sorted(self.release(output), key=lambda c: c.strength):
                self.incremental_add(other)

    def release(self, variable):
        waiting, todo = [], [variable]
        while todo:
            variable = todo.pop()
            for constraint in variable.constraints:
                if constraint.output is None:
                    waiting.append(constraint)
                elif constraint.output is not variable:
                    constraint.output.strength = constraint.walkabout()
                    todo.append(constraint.output)
        return waiting


def chain(length, edits):
    solver = Solver()
    cells = [Variable() for _ in range(length)]
    solver.add(Stay(WEAK, cells[-1]))
    for left, right in zip(cells, cells[1:]):
        solver.add(Equal(REQUIRED, left, right))
    check = 0
    for n in range(edits):
        edit = solver.add(Edit(STRONG, cells[0], n * n % 101))
        check += cells[-1].value + cells[length // 2].value
        solver.remove(edit)
    return check, solver.executed, solver.overridden


def projection(length, rounds):
    solver = Solver()
    factor, offset = Variable(10), Variable(1000)
    pairs = [(Variable(n), Variable(n)) for n in range(length)]
    for source, target in pairs:
        solver.add(Stay(WEAK, source))
        solver.add(Scale(REQUIRED, source, target, factor, offset))
    history = []
    for n in range(rounds):
        edits = [solver.add(Edit(MEDIUM, v, v.value + n + 1)) for v in (pairs[n % length][0], factor)]
        edits.append(solver.add(Edit(STRONG, pairs[-1 - n % 5][1], 5000 + n)))
        history.append(sum(target.value for _, target in pairs))
        while edits:
            solver.remove(edits.pop())
    return history[0], history[-1], sum(s.value for s, _ in pairs), solver.executed, solver.overridden


print("chain", *chain(160, 330))
print("projection", *projection(300, 110))
