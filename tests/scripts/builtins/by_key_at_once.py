# max, min and sorted of lists and tuples by a key function


class Odd:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        print("lt", self.n, other.n)
        return self.n < other.n

    def __gt__(self, other):
        print("gt", self.n, other.n)
        return self.n > other.n

    def __repr__(self):
        return f"Odd({self.n})"


def show(f, *args, **kw):
    try:
        print(f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e)


def rounds():
    words = ["pear", "fig", "apple", "kiwi", "date"]
    print(max(words, key=len), min(words, key=len), sorted(words, key=len))
    print(max(tuple(words), key=lambda w: w[-1]), min(words, key=lambda w: w[1]), sorted((3, 1, 2), key=lambda x: -x))
    print(max([1], key=lambda x: x), sorted([1], key=print), sorted([], key=print), sorted((), key=1))
    show(max, [], key=len)
    show(min, (), key=len)
    show(max, [], key=len, default="none")
    show(max, [3, 4], key=None)
    show(max, 3, 4, key=lambda x: -x)
    show(sorted, [3, 1], key=None)
    show(sorted, [3, 1], key=5)
    show(max, [3, 1], key="no")
    show(max, [1, "a"], key=lambda x: x)
    show(sorted, [1, "a"], key=lambda x: x)
    show(sorted, [1, 2, 3], key=lambda x: 1 // (x - 2))
    show(max, [1, 2, 3], key=lambda x: 1 // (x - 2))
    show(max, [1, 2, 3], kay=len)
    show(sorted, words, key=lambda: 1)
    show(sorted, words, key=lambda a, b=2: (b, a))
    show(min, words, key=str.upper)
    show(sorted, [True, 2.5, -1, 1 << 70, 0.0, -0.0], key=lambda x: x)
    show(max, [float("nan"), 1.0, 2.0], key=lambda x: x)
    show(sorted, [(1, "b"), (1, "a"), (0, "z")], key=lambda p: p[0])
    show(max, [(1, "b"), (1, "a"), (0, "z")], key=lambda p: p[0])
    show(min, [Odd(3), Odd(1), Odd(2)], key=lambda o: o)
    show(max, [Odd(3), Odd(1), Odd(2)], key=lambda o: o)
    show(sorted, [Odd(3), Odd(1)], key=lambda o: o)


rounds()


# the list changes while its keys are asked for
def grows():
    items = [1, 2]

    def key(x):
        if len(items) < 6:
            items.append(x * 10)
        return x
    return max(items, key=key), items


def shrinks():
    items = [[1], [2], [3], [4]]

    def key(x):
        del items[1:]
        return -x[0]
    return max(items, key=key), items


def copies():
    items = [3, 2, 1]

    def key(x):
        items.clear()
        return x
    return sorted(items, key=key), items


# keys that are made anew, and arguments that are forgotten
def forgets(items):
    def key(x):
        y = [x[0] * 2]
        x = None
        items[:] = [[9]] * len(items)
        return y
    return min(items, key=key)


class Mine(list):
    def __iter__(self):
        return iter([7, 8])


def several():
    for n in range(300):
        a = max([n, 5, n % 7], key=lambda x: -x)
        b = sorted([n % 5, n % 3, n], key=lambda x: (x % 2, x))
        c = min([[n % 11], [n % 4]], key=lambda x: x[0])
    print(a, b, c, grows(), shrinks(), copies(), forgets([[3], [2], [4]]))
    print(max(Mine([1]), key=lambda x: x), sorted(Mine([1]), key=lambda x: -x))


several()


# the functions are replaced while hot
def asks(items):
    out = []
    for n in range(200):
        out.append(max(items, key=abs))
    return out[-1]


print(asks([1, -5, 3]))
true_max = max


def max(items, key):
    return "mine", list(map(key, items))


print(asks([1, -5, 3]))
del max
print(asks([-2, 1]), max([4, 9, 2]), min((4, 9, 2)), max([2.5, 1]), min(["b", "a"]), max([(1, 2), (1, 3)]))
for bad in ([], (), [1, "a"], [None, None], [[1], 2]):
    show(true_max, bad)
print(max([float("nan"), 1.0]), max([1.0, float("nan")]), min([True, 1, 1.0]), max([1 << 60, 1 << 70, 3]))


def deep(n):
    return n if n == 0 else max([n], key=lambda x: deep(x - 1))


print(deep(40))
