# the texts of numbers at the edges of their lengths, alone and among other parts
edges = [0, 1, 7]
for k in range(1, 20):
    edges += [10 ** k - 1, 10 ** k, 10 ** k + 1, 2 ** (3 * k) - 1, 2 ** (3 * k), 2 ** (3 * k) + 1]
for n in sorted(set(edges)):
    a, b, c = str(n), f'{n}', f'<{n}|{-n}>'
    assert a == b and c == '<' + a + '|' + (a if n == 0 else '-' + a) + '>' and int(a) == n, n
    assert len(a) == len(f'{n:d}') and '%d' % n == a and repr([n]) == f'[{n}]', n
    print(c, ','.join([a, str(-n)]))
for bits in range(1, 48):
    for n in range(2 ** bits - 2, 2 ** bits + 2):
        assert int(f'{n}') == n and int(f'{-n}!'[:-1]) == -n
seen = {}
for i in range(4):
    for word in ('ab cd', 'cd ab', 'ab ab'):
        a, b = word.split()
        seen[a, b] = seen.get((a, b), 0) + 1
        seen[a, i] = seen.get((a, i), 0) + 1
        seen[(a, b), b] = (a, b) in seen
print(seen)


class Text(str):
    def __eq__(self, other):
        return False

    __hash__ = str.__hash__


print((Text('ab'), 'cd') in seen, ('a' + 'b', 'c' + 'd') in seen, seen.get(('ab', Text('cd'))), seen['a' + 'b', 3])
seen[Text('ab'), 'cd'] = 'own'
print(len(seen), seen['ab', 'c' + 'd'])
