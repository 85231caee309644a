# stress: 9973
# Built-in classes and functions of plain lists, tuples and dicts; comprehensions of dicts and sets.
def show(f, *args, times=300):
    for _ in range(times):
        try:
            r = f(*args)
        except Exception as e:
            r = e
    print(type(r).__name__, r)


class Odd:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n % 2

    def __eq__(self, other):
        return isinstance(other, Odd) and self.n == other.n

    def __lt__(self, other):
        return self.n < other.n

    def __repr__(self):
        return f"Odd({self.n})"


class Sub(dict):
    pass


big = 2 ** 47
for xs in (
    [],
    [3, 1, 2],
    (3, 1, 2),
    [big - 1, -big, 0, big - 1],
    [big, -big - 1, 2 ** 80, 5],
    [1.5, -2.0, 0.5],
    [0.0, -0.0, 1],
    [float("nan"), 1.0],
    [True, 2, False],
    ["b", "a", "", "ab", "aa"],
    [(2, "b"), (1, "c"), (1, "a")],
    [[2, 1], [1, 2]],
    [Odd(3), Odd(1), Odd(2), Odd(1)],
    [1, "a"],
    list(range(100, 0, -1)),
    [5] * 70,
):
    show(lambda: sorted(xs))
    show(lambda: sorted(xs, reverse=True))
    show(lambda: sorted(xs, key=lambda x: x))

    def in_place(reverse):
        ys = list(xs)
        r = ys.sort(reverse=reverse)
        return ys, r, len(ys)

    show(in_place, False)
    show(in_place, True)
    show(lambda: list(xs))
    show(lambda: tuple(xs))
    show(lambda: list(xs) is xs)
    show(lambda: tuple(xs) is xs)
    if all(isinstance(x, int) for x in xs):
        show(lambda: set(xs))
        show(lambda: {x for x in xs})
        show(lambda: {x % 7 for x in xs})
    show(lambda: len(set(xs)))
    show(lambda: dict(xs))
    show(lambda: {x: 1 for x in xs})
    show(lambda: sum(xs))

show(lambda: dict({"a": 1, 2: 3}))
show(lambda: dict([("a", 1), ["b", 2], "cd", ("a", 3)]))
show(lambda: dict([(Odd(1), 1), (Odd(3), 2), (Odd(1), 3)]))
show(lambda: dict([([], 1)]))
show(lambda: dict([(1, 2, 3)]))
show(lambda: dict(Sub(a=1)))
show(lambda: {**{"a": 1}, **{"b": 2}, **{"a": 3}})
show(lambda: {**{}, **{}})
show(lambda: {**{1: 2}, 3: 4, **Sub(x=1)})
show(lambda: {**{Odd(1): 1}, **{Odd(3): 2, Odd(1): 4}})
show(lambda: {**5})
show(lambda: {**[]})


def copies():
    a = {"x": 1}
    b = {**a}
    c = dict(a)
    b["y"] = 2
    c["z"] = 3
    return a, b, c


show(copies)
show(lambda: {str(k): k for k in range(20)})
show(lambda: {k % 3: k for k in range(20)})
show(lambda: {f"k{k % 3}": k for k in range(20)})
show(lambda: {(k % 2, k % 3): k for k in range(20)})
show(lambda: {Odd(k % 3): k for k in range(8)})
show(lambda: {[]: 1 for _ in range(2)})
show(lambda: {[] for _ in range(2)})
show(lambda: {k: {j: j for j in range(k)} for k in range(3)})
show(lambda: sorted({str(k % 5) for k in range(20)}))
show(lambda: len({Odd(k % 3) for k in range(8)}))

for text in ("", ",", "a", "a,b", ",a,,b,", "abcdefgh,ijklmnop,q", "x" * 40 + "," + "y" * 9, ",".join("abcdefghij" * 40)):
    for most in (-1, 0, 1, 2, 100):
        r = text.split(",", most)
        print(len(r), r[:4], r[-1])
    print(text.split(",")[-2:], text.split("b")[:3], text.split("\x7f")[:1])
