"""Closures: parser combinators, counters, memo tables, currying, event hooks, church numerals."""


def char(accepted):
    def parse(text, at):
        if at < len(text) and text[at] in accepted:
            return text[at], at + 1
        return None
    return parse


def many1(parser, build):
    def parse(text, at):
        values = []
        while (hit := parser(text, at)) is not None:
            value, at = hit
            values.append(value)
        return (build(values), at) if values else None
    return parse


def sequence(*parsers, pick):
    def parse(text, at):
        values = []
        for parser in parsers:
            hit = parser(text, at)
            if hit is None:
                return None
            value, at = hit
            values.append(value)
        return pick(*values), at
    return parse


def either(*parsers):
    def parse(text, at):
        hits = (parser(text, at) for parser in parsers)
        return next((hit for hit in hits if hit is not None), None)
    return parse


def chained(operand, operators):
    symbol = char("".join(operators))

    def parse(text, at):
        hit = operand(text, at)
        while hit is not None:
            value, at = hit
            sign = symbol(text, at)
            if sign is None:
                return hit
            right = operand(text, sign[1])
            if right is None:
                return hit
            hit = operators[sign[0]](value, right[0]), right[1]
        return hit
    return parse


def calculator(modulus):
    number = many1(char("0123456789"), lambda digits: int("".join(digits)))

    def expression(text, at):
        return addition(text, at)

    atom = either(number, sequence(char("("), expression, char(")"), pick=lambda _, v, __: v))
    product = chained(atom, {"*": lambda a, b: a * b % modulus})
    addition = chained(product, {"+": lambda a, b: (a + b) % modulus,
                                 "-": lambda a, b: (a - b) % modulus})
    return lambda text: addition(text, 0)


def memoize(function):
    table = {}

    def wrapper(*args):
        if args not in table:
            table[args] = function(*args)
        return table[args]

    wrapper.table = table
    return wrapper


@memoize
def binomial(n, k):
    return 1 if k in (0, n) else binomial(n - 1, k - 1) + binomial(n - 1, k)


def account(balance, *, fee=0):
    entries = 0

    def change(amount):
        nonlocal balance, entries
        if balance + amount - fee < 0:
            return False
        balance += amount - fee
        entries += 1
        return True

    return change, lambda: (balance, entries)


def compose(*functions):
    def composed(value):
        for function in functions:
            value = function(value)
        return value
    return composed


def church(n):
    return lambda f: lambda x: compose(*[f] * n)(x)


def hooks():
    listeners = {}

    def on(name):
        def register(function):
            listeners.setdefault(name, []).append(function)
            return function
        return register

    return on, lambda name, *args, **kw: [f(*args, **kw) for f in listeners.get(name, ())]


def main():
    calculate = calculator(1_000_003)
    formulas = [f"{n}+({n}*{n % 7}-3)*(12+{n % 100})-((5))*2" for n in range(4500)]
    print("calculator", sum(calculate(f)[0] for f in formulas), calculate(formulas[9]))
    print("binomial", binomial(60, 30), sum(binomial(200, k) for k in range(201)) == 2 ** 200,
          len(binomial.table))
    change, report = account(50, fee=1)
    refused = sum(not change(n % 41 - 19) for n in range(200_000))
    print("account", report(), refused)
    steps = compose(*[lambda v, k=k: (v * k + 1) % 99_991 for k in range(1, 30)])
    print("compose", sum(steps(v) for v in range(9000)))
    adders = [lambda v: v + len(adders) for _ in range(4)]
    print("church", church(7)(church(9)(lambda v: v + 1))(0), [a(1) for a in adders])
    on, fire = hooks()
    seen = []
    for factor in range(5):
        on("tick")(lambda n, *, by=1, factor=factor: n * factor + by)
    on("stop")(seen.append)
    print("hooks", sum(sum(fire("tick", n, by=2)) for n in range(45_000)), fire("stop", 1), seen, fire("x"))


main()
