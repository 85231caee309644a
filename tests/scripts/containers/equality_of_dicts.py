# dicts of all sorts of keys and values are compared, mostly without script
nan = float('nan')
a = {1: 'a', 2: [1, 2], (3, 4): {5: 6}}
b = {(3, 4): {5: 6}, 2: [1, 2], 1: 'a'}
print(a == b, a != b, b == a)
b[(3, 4)][5] = 7
print(a == b, a != b)
print({1: 2} == {1.0: 2.0}, {True: 1} == {1: True}, {1: 2} == {'1': 2}, {0: None} == {0: False})
print({nan: 1} == {nan: 1}, {1: nan} == {1: nan}, {1: nan} == {1: -nan})
print({'a': 1} == {'a': 1, 'b': 2}, {'a': 1} == {'b': 1}, {} == {}, {} == {1: 1})
print({'a': {'b': {'c': {}}}} == {'a': {'b': {'c': {}}}}, {'a': {'b': {1: {}}}} == {'a': {'b': {1: {2: 3}}}})
print({1: {2, 3}} == {1: {3, 2}}, {1: b'x'} == {1: bytearray(b'x')}, {1: range(0)} == {1: range(3, 3)})
print({10 ** 30: 10 ** 40} == {10 ** 30: 10 ** 40}, {10 ** 30: 1} == {10 ** 30 + 1: 1})
print([{1: 2}, 'x', 'y' * 3] == [{1: 2}, 'x', 'yyy'], ('a', {2: 'b'}) == ('a', {2: 'c'}))

journal = []


class Same:
    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        journal.append(self.name)
        return True

    def __hash__(self):
        return 7


x, y = Same('x'), Same('y')
for p, q in [({1: x}, {1: y}), ({x: 1}, {y: 1}), ({1: x}, {1: x}), ({x: 1}, {x: 1}), ({'a': 1, 'b': x}, {'b': y, 'a': 1}),
             ({7: 1}, {x: 1}), ({x: 1}, {7: 1}), ({1: 1, 2: x}, {1: 2, 2: y}), ({1: {2: x}}, {1: {2: y}})]:
    journal.clear()
    print(p == q, journal)


class Text(str):
    def __eq__(self, other):
        journal.append('text')
        return str.__eq__(self, other)

    __hash__ = str.__hash__


for p, q in [({Text('a'): 1}, {'a': 1}), ({1: Text('a')}, {1: 'a'}), ({1: 'a'}, {1: Text('a')}),
             (['a'], [Text('a')]), ([Text('a')], ['a'])]:
    journal.clear()
    print(p == q, journal)


class Dict(dict):
    def __eq__(self, other):
        journal.append('dict')
        return NotImplemented


journal.clear()
print(Dict({1: 2}) == {1: 2}, {1: 2} == Dict({1: 2}), {0: Dict()} == {0: {}}, journal)


class Counted(dict):
    pass


print(Counted({1: 2}) == {1: 2}, {1: 2} != Counted({1: 3}))


class Killer:
    def __init__(self, d):
        self.d = d

    def __eq__(self, other):
        self.d.clear()
        return True


d = {1: 1, 2: 2}
e = {1: Killer(d), 2: 3}
print(e == d)
deep = {}
for _ in range(30):
    deep = {0: deep}
other = {}
for _ in range(30):
    other = {0: other}
print(deep == other)
loop, pool = {}, {}
loop[0] = pool
pool[0] = loop
try:
    loop == pool
except RecursionError as e:
    print('RecursionError')
holes, whole = {n: n for n in range(40)}, {n: n for n in range(20, 40)}
for n in range(20):
    del holes[n]
print(holes == whole, whole == holes)
holes[30] = 0
print(holes == whole, whole == holes)
