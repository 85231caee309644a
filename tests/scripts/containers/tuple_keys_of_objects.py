# sorting tuples some of whose items are compared by script: who is asked what, and in which order
journal = []


class Key:
    def __init__(self, value, tag=''):
        self.value = value
        self.tag = tag

    def __eq__(self, other):
        journal.append(('eq', self.value, other.value))
        return self.value == other.value

    def __lt__(self, other):
        journal.append(('lt', self.value, other.value))
        return self.value < other.value

    def __repr__(self):
        return f'K{self.value}{self.tag}'


def told(items, **how):
    journal.clear()
    result = sorted(items, **how)
    print(result, len(journal))
    print(journal)


told([(1, Key(3)), (1, Key(1)), (0, Key(9)), (1, Key(2))])
told([(Key(2), 'b'), (Key(1), 'z'), (Key(2), 'a')])
told([(Key(2), Key(5)), (Key(2), Key(4)), (Key(1), Key(7))], reverse=True)
told([(1, Key(1)), (1,), (1, Key(1), 2)])
told(['ccc', 'a', 'bb', 'aa'], key=lambda s: (len(s), Key(s)))
same = Key(1)
told([(same, 2), (same, 1), (same, 0)])
nan = float('nan')
told([(nan, Key(2)), (nan, Key(1))])
told([(1, [Key(2)]), (1, [Key(1)])])
told([(1, (Key(2), 0)), (1, (Key(2), -1)), (1, (Key(1), 5))])


class Odd:
    """Answers that are no bools, or none at all."""

    def __init__(self, value, answer):
        self.value = value
        self.answer = answer

    def __eq__(self, other):
        journal.append(('odd eq', self.value, other.value))
        return self.answer if self.answer is NotImplemented else [1] if self.value == other.value else []

    def __lt__(self, other):
        journal.append(('odd lt', self.value, other.value))
        return self.answer if self.answer is NotImplemented else [1] if self.value < other.value else ''

    def __gt__(self, other):
        journal.append(('odd gt', self.value, other.value))
        return self.value > other.value

    def __repr__(self):
        return f'O{self.value}'


told([(0, Odd(2, None)), (0, Odd(1, None)), (0, Odd(2, None))])
told([(0, Odd(2, NotImplemented)), (0, Odd(1, NotImplemented))])


class Plain:
    def __repr__(self):
        return 'P'


try:
    told([(1, Plain()), (1, Plain())])
except TypeError as e:
    print(e)


class Angry(Key):
    def __eq__(self, other):
        if self.value == other.value == 2:
            raise ValueError('equal ' + str(self.value))
        return super().__eq__(other)


items = [(0, Angry(3)), (0, Angry(2)), (0, Angry(1)), (0, Angry(2)), (0, Angry(0))]
try:
    items.sort()
except ValueError as e:
    print(e, sorted(k.value for _, k in items))


class Turning(Key):
    """Its comparison is exchanged in the middle of a sort."""
    calls = 0

    def __lt__(self, other):
        Turning.calls += 1
        if Turning.calls == 3:
            Turning.__lt__ = lambda a, b: a.value > b.value
        return self.value < other.value


told([(0, Turning(n)) for n in (5, 1, 4, 2, 3)])
told([(0, Key(2)), (0, 3.5 and Key(1)), (1, 'x'), (2, None)])
try:
    told([(0, Key(2)), (0, 'x')])
except AttributeError as e:
    print(e)
try:
    told([(0, 'x'), (0, 1)])
except TypeError as e:
    print(e)


class Tuple(tuple):
    def __lt__(self, other):
        journal.append('own')
        return len(self) < len(other)


told([Tuple((1, 2, 3)), Tuple((5, 6)), Tuple((9,))])
told([(1, Key(1)), Tuple((0, 2, 3))])

# rows of numbers
rows = [(n * 7 % 5, -(n * 3 % 4)) for n in range(12)]
print(sorted(rows), sorted(rows, reverse=True))
big = 1 << 46
rows = [(big, -big), (-big, big), (big, big), (-big, -big), (0, 0), (-1, 1), (1, -1)]
print(sorted(rows), sorted(rows, reverse=True))
rows = [(0.5, -0.0), (0.5, 0.0), (-1, 2.5), (0.5, -1), (float('inf'), 1), (float('-inf'), 1), (True, 0), (1, -1)]
print(sorted(rows), sorted(rows, reverse=True))
names = [('b', 1), ('a', 1), ('c', 0), ('d', 0), ('e', 1)]
print(sorted(names, key=lambda p: (p[1],)), sorted(names, key=lambda p: (p[1],), reverse=True))
print(sorted(names, key=lambda p: [p[1], 0]), sorted(names, key=lambda p: (p[1], 0), reverse=True))
