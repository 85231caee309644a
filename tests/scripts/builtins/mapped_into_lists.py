# map and filter with functions of the script, taken into lists
def double(x):
    return x + x


print(list(map(double, [1, 'a', 2.5, (3,)])), list(map(double, range(4))), list(map(double, 'abc')))
print(list(filter(lambda x: x % 2, range(9))), list(filter(lambda c: c > 'a', 'abcab')), list(filter(None, [0, 1, '', 'x'])))
print([*map(double, {1: 2, 3: 4})], tuple(map(double, {5})), sorted(map(double, [3, 1, 2]), reverse=True))
print(list(map(lambda x: 1 << x, (45, 46, 47, 48, 63, 64))))


def stopping(x):
    if x == 3:
        raise StopIteration
    return x


print(list(map(stopping, [1, 2, 3, 4])), list(filter(stopping, [1, 2, 3, 4])))
m = map(stopping, [1, 2, 3, 4, 5])
print(list(m), list(m))


def failing(x):
    if x == 3:
        raise ValueError(x)
    return x


taken = [0]
m = map(failing, [1, 2, 3, 4, 5])
try:
    taken.extend(m)
except ValueError as e:
    print('raised', e, taken, list(m))
try:
    print(list(filter(failing, iter([1, 3, 5]))))
except ValueError as e:
    print('raised', e)
# the list that is gone through grows meanwhile
grown = [1, 2, 3]


def growing(x):
    if len(grown) < 6:
        grown.append(x * 10)
    return x


print(list(map(growing, grown)), grown)
# the iterator is used up by the function itself
items = iter(range(10))
print(list(map(lambda x: (x, next(items, None)), items)))


def greedy(x):
    return [x, list(m)] if x == 2 else x


m = map(greedy, [1, 2, 3, 4])
print(list(m), list(m))
# the function's result is an object without truth, or with one that asks script
journal = []


class Truth:
    def __init__(self, x):
        self.x = x

    def __bool__(self):
        journal.append(self.x)
        return self.x > 1


print(list(filter(Truth, [1, 2, 3])), list(filter(lambda x: Truth(x), [1, 2, 3])), journal)


class Wrong:
    def __bool__(self):
        return 1


try:
    list(filter(lambda x: Wrong(), [1]))
except TypeError as e:
    print(e)
# functions of other forms
print(list(map(lambda x, y=5: x + y, [1, 2])), list(map(lambda *a: a, [1, 2])), list(map(lambda x, y: x * y, [1, 2], [3, 4])))


def generator(x):
    yield x


print([list(g) for g in map(generator, [1, 2])])
try:
    list(map(lambda: 1, [1]))
except TypeError as e:
    print(str(e).replace('<lambda>', 'f'))
print(list(map(double, map(double, [1, 2]))), list(map(double, filter(lambda x: x > 1, [1, 2, 3]))))
print(list(map(lambda g: g, (x * x for x in range(4)))), list(map(double, zip([1], [2]))))


def deep(n):
    return 0 if n == 0 else list(map(deep, [n - 1]))[0] + 1


print(deep(50))


def itself(n):
    return list(map(itself, [n]))


try:
    itself(1)
except RecursionError:
    print('RecursionError')
total = 0
for n in range(300):
    total += len(list(map(lambda x: [x] * 3, range(n % 20)))) + len(list(filter(lambda x: x & 1, range(n % 30))))
print(total)
