# stress: 97
# Displays and calls whose last element is starred: taken at once from lists and tuples, step by step from the rest.


def told(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


class Items:
    def __init__(self, n, bad=None):
        self.n, self.bad = n, bad

    def __iter__(self):
        for i in range(self.n):
            if i == self.bad:
                raise ValueError("no more")
            yield i


class Sub(list):
    def __iter__(self):
        return iter("sub")


class Pair(tuple):
    pass


SOURCES = [(), [], (1,), [1, 2], (1, 2, 3), "abc", b"xy", range(3), {1: 2}, {7}, Items(3), Sub([1, 2]), Pair((8, 9)),
           5, None, Items(4, 2), list(range(100)), tuple(range(70))]


def shapes(x, rest):
    return [
        told(lambda: [x, *rest]),
        told(lambda: (x, *rest)),
        told(lambda: [*rest]),
        told(lambda: (*rest,)),
        told(lambda: [x, x, *rest]),
        told(lambda: (*rest, x)),
        told(lambda: [*rest, *rest]),
        told(lambda: {x, *rest} and len({x, *rest})),
    ]


for source in SOURCES:
    for shown in shapes(0, source):
        print(shown if not isinstance(shown, (list, tuple)) or len(shown) < 20 else (len(shown), sum(shown)))


def takes(*args, **keywords):
    return args, keywords


def two(a, b, c=3, *, d=4):
    return a, b, c, d


for source in SOURCES[:16]:
    print(told(lambda: takes(1, *source)), told(lambda: takes(*source)), told(lambda: takes(1, *source, k=2)))
    print(told(lambda: two(1, *source)), told(lambda: two(0, 1, *source, d=9)), told(lambda: takes(*source, 1)))
    print(told(lambda: takes(1, k=3, *source)), told(lambda: takes(1, *source, **{"z": 1})))

# what is assigned to stays as it was when the iteration fails
t = "before"
try:
    t = (1, *Items(4, 2))
except ValueError as e:
    print(t, e)
try:
    t = [1, *7]
except TypeError as e:
    print(t, e)


# the order of evaluation, and objects that change meanwhile
def say(x):
    print("say", x)
    return x


row = [1, 2]
print([say(1), *say(row)], (say(3), *say("ab")), takes(say(4), *say((5,)), k=say(6)))
print([row.append(3), *row], (row.pop(), *row), [row, *row][0] is row)
grown = [1, *[row := row + [9]][0]]
print(grown, row)


def pulling(into):
    for i in range(3):
        into.append(i)
        yield i


row = []
print([len(row), *pulling(row)], row, (*row, *pulling(row)), row)

# the same object is not handed on
t = (1, 2)
same = (*t,)
print(same is t, [*row] == row, takes(*t)[0] == t)

# many, and often
print(len([1, *range(1000)]), len((*range(1000),)))
chain = ()
for i in range(300):
    chain = (i, *chain)
print(len(chain), chain[:3], chain[-1])
rows = []
for i in range(300):
    rows = [i, *rows][:7]
print(rows)


def permutations(items):
    if not items:
        yield ()
    for i, x in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1:]):
            yield (x, *rest)


print(sum(p[0] * 7 + p[-1] for p in permutations([1, 2, 3, 4, 5])), len([*permutations((1, 2, 3))]))
print(max(0, *[3, 5, 4]), min(9, *(i for i in (4, 2))), print(1, *"ab", sep="-"))
