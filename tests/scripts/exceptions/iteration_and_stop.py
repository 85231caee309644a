# StopIteration inside functions, loops, generators.


def f():
    raise StopIteration("from function")


try:
    f()
except StopIteration as e:
    print(e.value)


class It:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 3:
            f()
        return self.n


print(list(It()), [x for x in It()], *It())
for x in It():
    pass
else:
    print("loop ended", x)


def g():
    yield 1
    f()


try:
    list(g())
except RuntimeError as e:
    print("RuntimeError:", e)


def h():
    yield 1
    return
    yield 2


print(list(h()))


def manual(it):
    it = iter(it)
    out = []
    while True:
        try:
            out.append(next(it))
        except StopIteration:
            return out


print(manual("abc"), manual(h()), manual({}))
print([next(iter([]), d) for d in (0, None, "d")])


class BadNext:
    def __iter__(self):
        return self

    def __next__(self):
        raise ValueError("in next")


for use in (list, tuple, sum, lambda b: [x for x in b], lambda b: {**{}, 1: [*b]}, max, any, "".join, dict):
    try:
        use(BadNext())
    except ValueError as e:
        print("ValueError", e)
try:
    a, b = BadNext()
except ValueError as e:
    print("unpack", e)
try:
    for q in BadNext():
        pass
except ValueError as e:
    print("for", e)
