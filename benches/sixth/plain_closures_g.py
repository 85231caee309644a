# closures: parser combinators, lenses, lazy lists, state machines, partial application

ROUNDS = 7800


def char(test):
    def parse(text, pos):
        if pos < len(text) and test(text[pos]):
            return text[pos], pos + 1
        return None
    return parse


def many(parser):
    def parse(text, pos):
        out = []
        while (r := parser(text, pos)) is not None:
            value, pos = r
            out.append(value)
        return out, pos
    return parse


def seq(*parsers):
    def parse(text, pos):
        out = []
        for p in parsers:
            r = p(text, pos)
            if r is None:
                return None
            value, pos = r
            out.append(value)
        return out, pos
    return parse


def either(*parsers):
    def parse(text, pos):
        for p in parsers:
            if (r := p(text, pos)) is not None:
                return r
        return None
    return parse


def mapped(parser, f):
    def parse(text, pos):
        r = parser(text, pos)
        return None if r is None else (f(r[0]), r[1])
    return parse


def lit(ch):
    return char(lambda c: c == ch)


def make_calculator():
    digit = char(str.isdigit)
    number = mapped(seq(digit, many(digit)), lambda r: int(r[0] + "".join(r[1])))

    def group(text, pos):
        return mapped(seq(lit("("), expr, lit(")")), lambda r: r[1])(text, pos)

    atom = either(number, group)

    def chain(first, rest):
        for op, value in rest:
            if op == "+":
                first += value
            elif op == "-":
                first -= value
            else:
                first *= value
        return first

    term = mapped(seq(atom, many(seq(lit("*"), atom))), lambda r: chain(*r))
    expr = mapped(seq(term, many(seq(either(lit("+"), lit("-")), term))), lambda r: chain(*r))
    return lambda text: expr(text, 0)[0]


def lens(key):
    def get(d):
        return d[key]

    def put(d, v):
        return {**d, key: v}
    return get, put


def over(path, f):
    if not path:
        return f
    (get, put), rest = path[0], over(path[1:], f)
    return lambda d: put(d, rest(get(d)))


def lazy(head, tail):
    cache = []

    def rest():
        if not cache:
            cache.append(tail())
        return cache[0]
    return head, rest


def integers(n):
    return lazy(n, lambda: integers(n + 1))


def lazy_filter(f, stream):
    head, rest = stream
    while not f(head):
        head, rest = rest()
    return lazy(head, lambda: lazy_filter(f, rest()))


def lazy_primes(stream):
    head, rest = stream
    return lazy(head, lambda: lazy_primes(lazy_filter(lambda n: n % head, rest())))


def take(n, stream):
    out = []
    while n:
        head, rest = stream
        out.append(head)
        stream = rest()
        n -= 1
    return out


def machine():
    visits = {"idle": 0, "busy": 0, "done": 0}
    state = "idle"

    def on(event):
        nonlocal state
        visits[state] += 1
        state = table[state](event)
        return state

    table = {
        "idle": lambda e: "busy" if e % 2 else "idle",
        "busy": lambda e: "done" if e % 3 == 0 else "busy",
        "done": lambda e: "idle",
    }
    return on, visits


def partial(f, *bound):
    return lambda *args: f(*bound, *args)


def fold(f, items, start):
    for x in items:
        start = f(start, x)
    return start


calc = make_calculator()
deposit = over([lens("bank"), lens("balance")], lambda b: b + 10)
on, visits = machine()
data = {"name": "x", "bank": {"balance": 0, "kind": "giro"}}
total = 0
for r in range(ROUNDS):
    total += calc(f"({r}+2)*3-4*(5+{r % 9})+12")
    data = deposit(data)
    for event in range(r % 6):
        on(event + r)
    scale = partial(lambda a, b, c: a * b + c, 2, r)
    total += fold(lambda acc, x: (acc * 3 + scale(x)) % 1009, range(10), 1)
    primes = take(8, lazy_primes(integers(2)))
    getters = [lambda i=i: i * r for i in range(5)]
    total += sum(g() for g in getters)
print(total, data)
print(visits, on(3))
print(primes, take(4, integers(10)))
