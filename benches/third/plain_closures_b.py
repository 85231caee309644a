"""Functional programming: parser combinators, church lists, streams and state machines."""

ROUNDS = 8
output = []


def report(*items):
    output.append(" ".join(str(x) for x in items))


def char(pred):
    def parse(s, i):
        if i < len(s) and pred(s[i]):
            return s[i], i + 1
        return None
    return parse


def seq(*ps):
    def parse(s, i):
        out = []
        for p in ps:
            r = p(s, i)
            if r is None:
                return None
            v, i = r
            out.append(v)
        return out, i
    return parse


def alt(*ps):
    def parse(s, i):
        for p in ps:
            r = p(s, i)
            if r is not None:
                return r
        return None
    return parse


def many(p):
    def parse(s, i):
        out = []
        while (r := p(s, i)) is not None:
            v, i = r
            out.append(v)
        return out, i
    return parse


def fmap(f, p):
    def parse(s, i):
        r = p(s, i)
        return None if r is None else (f(r[0]), r[1])
    return parse


def lazy(thunk):
    cell = None

    def parse(s, i):
        nonlocal cell
        if cell is None:
            cell = thunk()
        return cell(s, i)
    return parse


def build_calc():
    digit = char(str.isdigit)
    number = fmap(lambda v: int(v[0] + "".join(v[1])), seq(digit, many(digit)))
    sym = lambda c: char(lambda x: x == c)
    paren = fmap(lambda v: v[1], seq(sym("("), lazy(lambda: expr), sym(")")))
    atom = alt(number, paren)

    def fold(table):
        def go(v):
            acc, rest = v
            for op, x in rest:
                acc = table[op](acc, x)
            return acc
        return go
    mul = {"*": lambda a, b: a * b % 1000003, "/": lambda a, b: a // (b or 1)}
    add = {"+": lambda a, b: a + b, "-": lambda a, b: a - b}
    term = fmap(fold(mul), seq(atom, many(seq(char(lambda c: c in "*/"), atom))))
    expr = fmap(fold(add), seq(term, many(seq(char(lambda c: c in "+-"), term))))
    return lambda s: expr(s, 0)


def cons(h, t):
    return lambda pick: pick(h, t)


def head(c):
    return c(lambda h, t: h)


def tail(c):
    return c(lambda h, t: t)


def from_list(xs):
    out = None
    for x in reversed(xs):
        out = cons(x, out)
    return out


def reduce(f, c, init):
    while c is not None:
        init = f(init, head(c))
        c = tail(c)
    return init


def stream(start, step):
    return start, lambda: stream(step(start), step)


def machine(transitions, start):
    state, steps = start, 0

    def feed(symbol, *, strict=False):
        nonlocal state, steps
        steps += 1
        nxt = transitions.get((state, symbol))
        if nxt is None and not strict:
            nxt = start
        state = nxt
        return state

    def info():
        return {"state": state, "steps": steps}
    return feed, info


def church(n):
    def num(f):
        def apply(x):
            for _ in range(n):
                x = f(x)
            return x
        return apply
    return num


def main():
    calc = build_calc()
    total = 0
    for i in range(700):
        src = f"({i}+{i % 7}*({i % 13}-3))*2-{i * 3}/({i % 4}+1)+(1+(2+(3*{i % 9})))"
        v, end = calc(src)
        assert end == len(src)
        total += v
    report(total, calc("2*(3+4"), calc("12+x"))
    lst = from_list(list(range(2000)))
    report(sum(reduce(lambda a, b: (a * 3 + b) % 10007, lst, k) for k in range(25)))
    s = stream(7, lambda x: (x * 75 + 74) % 65537)
    acc = 0
    for _ in range(60000):
        value, more = s
        acc ^= value
        s = more()
    report(acc, value)
    feed, info = machine({("a", 0): "b", ("b", 1): "c", ("c", 0): "c", ("c", 1): "a"}, "a")
    seen = {}
    for i in range(90000):
        st = feed((i * i >> 3) & 1)
        seen[st] = seen.get(st, 0) + 1
    report(sorted(seen.items()), info())
    plus = lambda m, n: lambda f: lambda x: m(f)(n(f)(x))
    times = lambda m, n: lambda f: m(n(f))
    big = plus(times(church(200), church(300)), church(5))
    report(big(lambda x: x + 1)(0), big(lambda x: x * 3 % 1009)(1))


if __name__ == "__main__":
    for _ in range(ROUNDS):
        output.clear()
        main()
    print("\n".join(output))
