# __getattr__ while hot: attributes, hooks and classes change under it
class Proxy:
    shared = 'of the class'

    def __init__(self, target):
        self.target = target

    def __getattr__(self, name):
        if name == 'missing':
            raise AttributeError('no ' + name)
        return (name, self.target)


def read(o):
    return o.size


def read_other(o):
    return o.shared, o.target, o.size


p = Proxy(1)
for n in range(300):
    r = read(p)
print(r, read_other(p))
try:
    p.missing
except AttributeError as e:
    print(e, e.__context__)
print(getattr(p, 'missing', 'default'), hasattr(p, 'missing'), hasattr(p, 'any'))
p.size = 5
print(read(p), read(Proxy(2)))
del p.size
print(read(p))
p.__dict__['size'] = 6
print(read(p))
del p.__dict__['size']
print(read(p))
Proxy.size = 'class'
print(read(p), read(Proxy(3)))
Proxy.size = property(lambda self: 'property')
print(read(p))


def failing(self):
    raise AttributeError('inside')


Proxy.size = property(failing)
print(read(p))
del Proxy.size
print(read(p))
Proxy.__getattr__ = lambda self, name: name.upper()
print(read(p))
Proxy.__getattr__ = lambda self, name, more='more': name + more
print(read(p))


def generated(self, name):
    yield name


Proxy.__getattr__ = generated
print(list(read(p)))
del Proxy.__getattr__
try:
    read(p)
except AttributeError as e:
    print(e, e.name, e.obj is p)


class Both(Proxy):
    def __getattribute__(self, name):
        if name == 'size':
            raise AttributeError('from getattribute')
        return object.__getattribute__(self, name)

    def __getattr__(self, name):
        return 'hook ' + name


print(read(Both(1)), Both(1).target)


class Slots:
    __slots__ = ('size',)

    def __getattr__(self, name):
        return 'unset ' + name


s = Slots()
print(read(s))
s.size = 1
print(read(s))


class Lazy:
    def __getattr__(self, name):
        value = name * 2
        setattr(self, name, value)
        return value


lazies = [Lazy() for _ in range(3)]
for _ in range(100):
    texts = [read(x) for x in lazies]
print(texts, lazies[0].__dict__)


class Deep:
    def __getattr__(self, name):
        return self.more


try:
    Deep().size
except RecursionError:
    print('RecursionError')


class Calls:
    def __getattr__(self, name):
        return lambda *args: (name, args)


c = Calls()
print([c.anything(n) for n in range(3)], c.other(1, 2))
print(max(3, 1, 2), min(3, 1, 2), max(1, 1.0, True), min(1, 1.0, True), max('a', 'c', 'b'), min((2,), (1,), (0, 5)))
nan = float('nan')
print(max(nan, 1, 2), max(1, nan, 2), min(1, 2, nan), min(nan, 2, 1))


def extremes(a, b, c):
    return max(a, b, c), min(a, b, c)


for _ in range(300):
    r = extremes(1, 3, 2)
print(r, extremes('x', 'y', 'a'), extremes(1.5, 2, 10 ** 20), extremes([1], [2], [0]))
try:
    extremes(1, 'x', 2)
except TypeError as e:
    print(e)
print(max(1, 2, 3, key=lambda x: -x), min([4, 2], [1, 3], [0, 9], key=lambda p: p[1]))


def times(a, n):
    return a * n


for _ in range(300):
    r = times('ab', 3)
print(r, times([1, 2], 2), times([0], -1), times('x', True), times('é', 3), times((1,), 3), times([], 5), times(b'x', 3))
for a, n in [('x', 1.5), ('x', 'y'), ([1], None)]:
    try:
        times(a, n)
    except TypeError as e:
        print(e)


class Listed(list):
    def __mul__(self, n):
        return 'own'


print(times(Listed([1]), 2), times([1], Listed()) if False else '')
try:
    'ab' * 10 ** 18
except (MemoryError, OverflowError) as e:
    print('too much')
