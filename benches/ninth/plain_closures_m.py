"""Functions made by functions: decorators, memoizers, parser combinators, event buses and
accumulators sharing cells through nonlocal."""


def memoize(func):
    store = {}

    def wrapper(*args):
        if args in store:
            wrapper.hits += 1
        else:
            store[args] = func(*args)
        return store[args]

    wrapper.hits = 0
    wrapper.size = lambda: len(store)
    return wrapper


@memoize
def grid_paths(x, y):
    if x < 0 or y < 0 or (x * y) % 11 == 10:
        return 0
    return 1 if x == y == 0 else (grid_paths(x - 1, y) + grid_paths(x, y - 1)) % 1_000_000_007


def make_account(balance):
    history = []

    def deposit(amount):
        nonlocal balance
        balance += amount
        history.append(amount)
        return balance

    def withdraw(amount):
        nonlocal balance
        if amount > balance:
            return None
        balance -= amount
        history.append(-amount)
        return balance

    return {"deposit": deposit, "withdraw": withdraw, "report": lambda: (balance, len(history), sum(history))}


def compose(*funcs):
    def composed(value):
        for func in funcs:
            value = func(value)
        return value
    return composed


def curry(func, arity, *got):
    if len(got) == arity:
        return func(*got)
    return lambda arg: curry(func, arity, *got, arg)


# parser combinators: a parser takes (text, pos) and returns (value, pos) or None

def char(allowed):
    def parse(text, pos):
        if pos < len(text) and text[pos] in allowed:
            return text[pos], pos + 1
        return None
    return parse


def many(parser):
    def parse(text, pos):
        values = []
        while (result := parser(text, pos)) is not None:
            value, pos = result
            values.append(value)
        return values, pos
    return parse


def seq(*parsers, to=tuple):
    def parse(text, pos):
        values = []
        for parser in parsers:
            result = parser(text, pos)
            if result is None:
                return None
            value, pos = result
            values.append(value)
        return to(values), pos
    return parse


def either(*parsers):
    def parse(text, pos):
        for parser in parsers:
            if (result := parser(text, pos)) is not None:
                return result
        return None
    return parse


def grammar():
    digit = char("0123456789")
    number = seq(digit, many(digit), to=lambda v: int(v[0] + "".join(v[1])))
    group = seq(char("("), lambda text, pos: expr(text, pos), char(")"), to=lambda v: v[1])
    atom = either(number, group)

    def fold(values):
        total, rest = values
        for op, value in rest:
            match op:
                case "+":
                    total += value
                case "-":
                    total -= value
                case "*":
                    total *= value
        return total

    term = seq(atom, many(seq(char("*"), atom)), to=fold)
    expr = seq(term, many(seq(char("+-"), term)), to=fold)
    return lambda text: expr(text, 0)[0]


def event_bus():
    handlers = {}

    def on(name):
        def register(func):
            handlers.setdefault(name, []).append(func)
            return func
        return register

    def fire(name, **details):
        return [handler(**details) for handler in handlers.get(name, ())]

    return on, fire


def main():
    print("paths", grid_paths(210, 190), grid_paths.hits, grid_paths.size())

    accounts = [make_account(100 * n) for n in range(20)]
    refused = 0
    for n in range(100000):
        account = accounts[n * 7 % 20]
        if n % 3:
            refused += account["withdraw"](n % 91) is None
        else:
            account["deposit"](n % 57 + 30)
    print("accounts", refused, [acc["report"]() for acc in accounts[:3]])

    steps = [lambda v, k=k: (v * k + 1) % 9973 for k in range(2, 30)]
    pipeline = compose(*steps, str, len)
    print("pipeline", sum(pipeline(n) for n in range(7000)))
    volume = curry(lambda a, b, c: a * b * c, 3)
    print("curry", sum(volume(n)(n + 1)(n + 2) for n in range(9000)))

    evaluate = grammar()
    formulas = [f"{n}+2*({n % 7}-3*(4+{n % 5}))*{n % 3}-(1+{n})" for n in range(2200)]
    print("formulas", sum(evaluate(f) for f in formulas), evaluate(formulas[42]))

    on, fire = event_bus()
    log = {"high": 0, "sum": 0}

    @on("tick")
    def add(*, value, **rest):
        log["sum"] += value
        return value

    @on("tick")
    def watch(*, value, limit=50, **rest):
        log["high"] += value > limit
        return -value // 3

    balance = 0
    for n in range(60000):
        balance += sum(fire("tick", value=n % 100, limit=90 - n % 2) if n % 4 else fire("tock"))
    print("bus", balance, log)


main()
