# a constraint solver that plans by degrees of freedom: a variable that only one
# relation cares about may be computed by it; when stuck, the weakest relation is dropped

ROUNDS = 1100


class Strength:
    def __init__(self, name, rank):
        self.name = name
        self.rank = rank

    def weaker(self, other):
        return self.rank > other.rank

    def __repr__(self):
        return self.name


REQUIRED = Strength("required", 0)
STRONG = Strength("strong", 1)
NORMAL = Strength("normal", 2)
WEAK = Strength("weak", 3)


class Variable:
    def __init__(self, name, value=0):
        self.name = name
        self.value = value
        self.relations = []
        self.count = 0

    def __repr__(self):
        return f"{self.name}={self.value}"


class Relation:
    def __init__(self, variables, strength):
        self.variables = variables
        self.strength = strength
        self.active = False

    def compute(self, target):
        raise NotImplementedError

    def execute(self, target):
        target.value = self.compute(target)


class Fixed(Relation):
    def __init__(self, variable, value, strength):
        super().__init__([variable], strength)
        self.value = value

    def compute(self, target):
        return self.value


class Same(Relation):
    def compute(self, target):
        a, b = self.variables
        return b.value if target is a else a.value


class Sum(Relation):
    """a + b = c"""

    def compute(self, target):
        a, b, c = self.variables
        if target is c:
            return a.value + b.value
        return c.value - (b.value if target is a else a.value)


class Product(Relation):
    """a * factor = b, with a constant factor"""

    def __init__(self, a, factor, b, strength):
        super().__init__([a, b], strength)
        self.factor = factor

    def compute(self, target):
        a, b = self.variables
        return a.value * self.factor if target is b else b.value // self.factor


class Overconstrained(Exception):
    pass


class Solver:
    def __init__(self):
        self.relations = []
        self.plan = None
        self.dropped = []
        self.executed = 0
        self.plans = 0

    def add(self, relation):
        self.relations.append(relation)
        for v in relation.variables:
            v.relations.append(relation)
        self.plan = None
        return relation

    def remove(self, relation):
        self.relations.remove(relation)
        for v in relation.variables:
            v.relations.remove(relation)
        self.plan = None

    def retire(self, relation, free):
        """Take a relation out of the game; its variables may become free."""
        relation.active = False
        for v in relation.variables:
            v.count -= 1
            if v.count == 1:
                free.append(v)

    def weakest(self):
        found = None
        for r in self.relations:
            if r.active and (found is None or not found.strength.weaker(r.strength)):
                found = r
        return found

    def make_plan(self):
        self.plans += 1
        self.dropped = []
        order = []
        left = len(self.relations)
        for r in self.relations:
            r.active = True
            for v in r.variables:
                v.count = len(v.relations)
        free = [v for r in self.relations for v in r.variables if v.count == 1]
        while left:
            while free:
                v = free.pop()
                owner = [r for r in v.relations if r.active]
                if len(owner) != 1:
                    continue
                order.append((owner[0], v))
                left -= 1
                self.retire(owner[0], free)
            if left:
                victim = self.weakest()
                if victim.strength is REQUIRED:
                    raise Overconstrained(victim.variables)
                self.dropped.append(victim)
                left -= 1
                self.retire(victim, free)
        order.reverse()
        self.plan = order

    def solve(self):
        if self.plan is None:
            self.make_plan()
        for relation, target in self.plan:
            relation.execute(target)
        self.executed += len(self.plan)

    def edit(self, variable, values):
        """Drag a variable through some values with one plan."""
        hand = self.add(Fixed(variable, variable.value, STRONG))
        for value in values:
            hand.value = value
            self.solve()
        self.remove(hand)


def chain(length):
    solver = Solver()
    cells = [Variable(f"c{i}") for i in range(length)]
    for a, b in zip(cells, cells[1:]):
        solver.add(Same([a, b], REQUIRED))
    for i, c in enumerate(cells):
        solver.add(Fixed(c, i + 1, WEAK))
    solver.solve()
    first = cells[-1].value
    solver.edit(cells[0], range(10, 15))
    solver.edit(cells[-1], range(90, 100))
    return first, cells[length // 2].value, cells[0].value, solver.executed


def invoice(lines):
    solver = Solver()
    inputs = []
    total = Variable("zero")
    solver.add(Fixed(total, 0, REQUIRED))
    for i in range(lines):
        qty, price, subtotal = Variable(f"q{i}"), Variable(f"p{i}"), Variable(f"s{i}")
        solver.add(Product(qty, i % 5 + 2, price, REQUIRED))
        solver.add(Sum([total, price, subtotal], REQUIRED))
        solver.add(Fixed(qty, i + 1, WEAK if i % 2 else NORMAL))
        inputs.append(qty)
        total = subtotal
    solver.solve()
    first = total.value
    solver.edit(inputs[0], [10, 20, 30])
    second = total.value
    solver.edit(total, [second + 60, second + 120])
    return first, second, [q.value for q in inputs[-3:]], len(solver.dropped), solver.executed


def converter():
    solver = Solver()
    celsius, nine, offset, scaled, fahrenheit = map(Variable, ("c", "9c", "160", "5f", "f"))
    solver.add(Product(celsius, 9, nine, REQUIRED))
    solver.add(Fixed(offset, 160, REQUIRED))
    solver.add(Sum([nine, offset, scaled], REQUIRED))
    solver.add(Product(fahrenheit, 5, scaled, REQUIRED))
    seen = []
    for value in (0, 100, 37, -40):
        solver.edit(celsius, [value])
        seen.append(fahrenheit.value)
    for value in (32, 212, 50):
        solver.edit(fahrenheit, [value])
        seen.append(celsius.value)
    try:
        solver.add(Fixed(celsius, 1, REQUIRED))
        solver.add(Fixed(fahrenheit, 1, REQUIRED))
        solver.solve()
    except Overconstrained as exc:
        seen.append(str(exc.args[0][0]))
    return seen, solver.executed


executed = 0
for r in range(ROUNDS):
    chained = chain(20 + r % 4)
    bill = invoice(10 + r % 5)
    degrees = converter()
    executed += chained[-1] + bill[-1] + degrees[-1]
print("chain", *chained)
print("invoice", *bill)
print("converter", *degrees)
print("executed", executed)
