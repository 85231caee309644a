# iter, next, zip, map, filter, enumerate, reversed and how they share state.
it = iter([1, 2, 3, 4, 5])
print([(a, b) for a, b in zip(it, it)], list(it))
it = iter("abcdef")
print(list(zip(it, it, it)), list(zip("ab", [1, 2, 3])), list(zip()), list(zip([1])), dict(zip("ab", range(5))))
e = enumerate("xyz", start=5)
print(next(e), list(e), list(enumerate([], 1)), list(enumerate("ab", -1)))
m = map(lambda a, b: a + b, [1, 2, 3], [10, 20])
print(next(m), list(m), list(map(str, [])), list(map(max, "ad", "bc")), list(map(int, "123")))
f = filter(None, [0, 1, "", "a", None, [], [0]])
print(next(f), list(f), list(filter(str.isalpha, "a1b2")), list(filter(lambda x: x % 2, range(6))))
print(list(reversed("abc")), list(reversed((1, 2))), list(reversed(range(3))), list(reversed({"a": 1, "b": 2})), list(reversed([])))
calls = []


def source():
    calls.append(len(calls))
    return len(calls) if len(calls) < 4 else "stop"


print(list(iter(source, "stop")), calls, type(iter(source, 0)).__name__)
print(next(iter([]), "d"), next(iter([7])), [x for x in iter({1: 2})], type(iter([])).__name__, type(iter(())).__name__, type(iter("")).__name__,
      type(iter({})).__name__, type(iter(set())).__name__, type(iter(range(1))).__name__, type(zip()).__name__, type(map(abs, [])).__name__)
l = [1, 2, 3]
it = iter(l)
next(it)
l.append(4)
l[1] = "changed"
print(list(it), list(it))
l.append(5)
print(list(it))
a, b = iter("xy"), iter([1])
print(next(zip(b, a)), list(zip(b, a)), list(a))


class Once:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        self.n -= 1
        if self.n < 0:
            raise StopIteration
        return self.n


print(list(zip(Once(3), Once(5))), sum(Once(4)), max(Once(3)), sorted(Once(4)), 2 in Once(5), [*Once(2)], tuple(Once(2)), set(Once(3)), ",".join(map(str, Once(3))))
print(any(x > 1 for x in Once(4)), all(Once(3)), all(Once(0)), min(Once(3), key=lambda v: -v), dict(enumerate(Once(2))), list(map(lambda x: x * 2, filter(lambda v: v % 2, Once(6)))))
o = Once(5)
for v in o:
    if v == 3:
        break
print(list(o))
first, *rest = Once(4)
print(first, rest, list(zip(*[(1, 2), (3, 4)])), list(zip(*zip("ab", "cd"))), [*map(list, zip([1, 2], [3, 4]))])
print(list(enumerate(reversed(list(zip("ab", [1, 2]))))), [(i, j) for i, j in enumerate(map(str, range(2)))], sum(map(len, ["a", "bb"])), list(map(None.__class__, [])))
g = zip([1, 2, 3], "ab", strict=False)
print(list(g))
try:
    list(zip([1, 2, 3], "ab", strict=True))
except ValueError as x:
    print(x)
