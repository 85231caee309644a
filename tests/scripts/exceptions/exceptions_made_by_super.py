# stress: 97
"""Exceptions whose __init__ calls super().__init__, hot; classes as causes; what is called is replaced while hot."""


class Coded(Exception):
    def __init__(self, code, why="none"):
        super().__init__(why)
        self.code = code


class Many(Coded):
    def __init__(self, *args):
        super().__init__(*args[:2])
        self.more = args


class Bare(Exception):
    def __init__(self):
        super().__init__()


class Two(Exception):
    def __init__(self, a, b):
        super().__init__(a, b)


class Silent(Exception):
    pass


class Made(Exception):
    def __new__(cls, *args):
        made.append(cls.__name__)
        return super().__new__(cls, *args)


class Begun(Exception):
    def __init__(self):
        begun.append(self.args)


made, begun = [], []


def attempt(kind, n):
    try:
        if kind == 0:
            raise Coded(n)
        if kind == 1:
            raise Many(n, "many", 3)
        if kind == 2:
            raise Bare
        if kind == 3:
            raise Two(n, kind) from Silent
        if kind == 4:
            raise Silent(n) from Begun
        if kind == 5:
            raise Made from Made
        raise Silent(n) from None
    except Exception as e:
        return type(e).__name__, e.args, sorted(vars(e).items()), repr(e.__cause__), e.__suppress_context__


def all_of(count):
    for n in range(count):
        results = [attempt(kind, n) for kind in range(7)]
    return results


print(*all_of(300), sep="\n")
print(len(made), len(begun), begun[0])


kept = Coded.__init__
Coded.__init__ = lambda self, *args: setattr(self, "replaced", args)
print(attempt(0, 1), attempt(1, 2))
Coded.__init__ = kept
print(attempt(0, 1), attempt(1, 2))


class Listed(list):
    def __init__(self, items):
        super().__init__(items)

    def append(self, item):
        super().append(item)
        super().extend((item, item))


for n in range(300):
    items = Listed([n])
    items.append(n + 1)
print(items)
