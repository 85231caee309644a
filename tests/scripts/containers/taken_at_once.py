# Iterators whose items a container takes at once: reversed, filter, and keys of a new dict.


def backwards():
    items = [1, "two", None, 4.5]
    it = reversed(items)
    print(next(it), list(it), list(it), next(it, "end"))
    it = reversed(items)
    next(it)
    items.clear()
    print(list(it), list(reversed(())), list(reversed((1, 2, 3))))
    items = [1, 2, 3]
    it = reversed(items)
    items.append(4)
    print(list(it))
    items.extend(reversed(items))
    print(items)
    empty = []
    empty.extend(reversed(empty))
    print(empty, tuple(reversed([7, 8])), [*reversed([7, 8])], sorted(reversed([3, 1, 2])))

    class Mine(list):
        def __getitem__(self, i):
            return ("mine", list.__getitem__(self, i))

        def __reversed__(self):
            return iter(["from", "me"])

    print(list(reversed(Mine([1, 2]))))

    class Own(tuple):
        def __getitem__(self, i):
            return -tuple.__getitem__(self, i)

    print(list(reversed(Own((1, 2)))))


class Odd:
    asked = 0

    def __init__(self, truth):
        self.truth = truth

    def __bool__(self):
        Odd.asked += 1
        if self.truth is None:
            raise ValueError("neither")
        return self.truth

    def __repr__(self):
        return f"Odd({self.truth})"


def filters():
    mixed = [0, 1, "", "a", None, [], [0], 0.0, -0.5, {}, {1: 2}, (), (0,), False, True, b"", b"x"]
    print(list(filter(None, mixed)))
    print(list(filter(bool, mixed)))
    print(set(filter(None, [3, 0, 3, 5])), sum(filter(None, [1, 0, 2])))
    print(list(filter(str.isdigit, ["1", "x", "22", ""])))
    try:
        print(list(filter(str.isdigit, ["1", 5])))
    except TypeError as e:
        print(e)
    print(list(filter(None, [Odd(True), 1, Odd(False), 0, Odd(True)])), Odd.asked)
    it = filter(None, [1, 0, Odd(None), 0, 2])
    out = []
    try:
        out.extend(it)
    except ValueError as e:
        print("raised", e, out, list(it))
    it = filter(None, [1, 0, 2, 0, 3])
    print(next(it), list(it), list(it))
    source = [1, 0, 2]
    it = filter(None, source)
    print(next(it))
    source += [0, 9]
    print(list(it))
    source.append(5)
    print(list(it))
    print(list(filter(len, ["", "a", [], [1]])), list(filter(None, (0, 1))), list(filter(None, "ab")))
    print([*filter(None, range(4))], list(filter(None, {0: 1, 2: 3})))


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        print("hash", self.n)
        return self.n

    def __eq__(self, other):
        print("eq", self.n)
        return isinstance(other, Key) and self.n == other.n

    def __repr__(self):
        return f"Key({self.n})"


def keys():
    print(dict.fromkeys([3, 1, 3, "a", 1.0, True, (1, 2), None, "a", (1, 2)], 7))
    print(dict.fromkeys((1, 2, 1)), dict.fromkeys([]), dict.fromkeys("hello"))
    print(list(dict.fromkeys([Key(1), 2, Key(2), 2, Key(1)])))
    value = []
    d = dict.fromkeys(["x", "y"], value)
    value.append(1)
    print(d)
    for bad in ([1, [2], 3], (1, {}, 2)):
        try:
            dict.fromkeys(bad)
        except TypeError as e:
            print(e)
    print(len(dict.fromkeys(list(range(3000)) + list(range(2000)))))
    print(dict.fromkeys([10**30, -(10**30), 10**30, float("inf")]))


backwards()
filters()
keys()
