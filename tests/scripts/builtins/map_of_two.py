# sums and other consumers of map over two lists or tuples, and where their iterators stand then
class N(int):
    def __mul__(self, o):
        return 1000


def total(xs, ys):
    return sum(map(int.__mul__, xs, ys))


for n in range(120):
    last = total([n, 2, 3], (4, 5, n))
print(last, total([], []), total([1], []), total([], [1]), total([1, 2, 3], [1]), total([1], [1, 2, 3]))
print(total([True, 2], [3, True]), total([1 << 40, 1 << 40], [1 << 40, -(1 << 40)]), total([N(3)], [N(4)]))
try:
    print(total([1, 2], [3, 4.5]))
except TypeError as e:
    print(e)
for bad in ((5, [1]), ([1], None)):
    try:
        print(total(*bad))
    except TypeError as e:
        print(e)
for f in (sum, list, set, tuple, sorted):
    for a, b in (([1, 2, 3], [4, 5]), ([1, 2], [3, 4, 5]), ((1, 2), [3, 4]), ([], [1]), ([1], [])):
        x, y = iter(a), iter(b)
        m = map(int.__add__, x, y)
        print(f.__name__, f(m), next(x, "x"), next(y, "y"), list(m), end="; ")
    print()
xs = [1, 2, 3]
x, y = iter(xs), iter([1, 1, 1, 1])
m = map(int.__add__, x, y)
print(sum(m))
xs.append(4)
print(list(m), list(x), list(y))
same = iter([1, 2, 3, 4, 5])
print(sum(map(int.__mul__, same, same)), list(same))
print(sum(map(list.__add__, [[1]], [[2]]), []), sum(map(list.__add__, [], [[2]]), [9]), sum(map(list.__add__, [[1]], []), [9]))
print(sum(map(float.__add__, [0.1] * 10, [0.2] * 10)), sum(map(max, [1, 5], [4, 2])), sum(map(divmod, [7, 8], [2, 3]), ()))
out = []
out.extend(map(int.__sub__, [5, 6], [1, 2]))
out += map(pow, (2, 3), (3, 2))
print(out)


class Doubling:
    def __init__(self, n):
        self.n = n

    def __radd__(self, o):
        return o * 2 + self.n


print(sum(map(lambda a, b: Doubling(a + b), [1, 2], [3, 4])), sum(map(lambda a, b: a * b, [1, 2], [3, 4])))
map2 = map


def map(f, *its):
    return [len(its)]


print(total([1, 2], [3, 4]))
map = map2
print(total([1, 2], [3, 4]))
