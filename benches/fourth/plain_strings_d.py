# Template rendering, CSV reading, roman numerals, hex dumps, number words.

ONES = 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split()
TENS = '. . twenty thirty forty fifty sixty seventy eighty ninety'.split()
ROMAN = [(1000, 'M'), (900, 'CM'), (500, 'D'), (400, 'CD'), (100, 'C'), (90, 'XC'),
         (50, 'L'), (40, 'XL'), (10, 'X'), (9, 'IX'), (5, 'V'), (4, 'IV'), (1, 'I')]


def spell(n):
    if n < 20:
        return ONES[n]
    if n < 100:
        t, o = divmod(n, 10)
        return TENS[t] + ('-' + ONES[o] if o else '')
    if n < 1000:
        h, r = divmod(n, 100)
        return ONES[h] + ' hundred' + (' and ' + spell(r) if r else '')
    t, r = divmod(n, 1000)
    return spell(t) + ' thousand' + (' ' + spell(r) if r else '')


def to_roman(n):
    s = ''
    for value, sym in ROMAN:
        while n >= value:
            s += sym
            n -= value
    return s


def from_roman(s):
    values = dict(I=1, V=5, X=10, L=50, C=100, D=500, M=1000)
    total = 0
    for a, b in zip(s, s[1:] + ' '):
        v = values[a]
        total += -v if v < values.get(b, 0) else v
    return total


class Template:
    def __init__(self, source):
        self.parts = []
        pos = 0
        while True:
            start = source.find('{{', pos)
            if start < 0:
                self.parts.append(('text', source[pos:]))
                break
            end = source.index('}}', start)
            self.parts.append(('text', source[pos:start]))
            name, *filters = [p.strip() for p in source[start + 2:end].split('|')]
            self.parts.append(('var', (name, filters)))
            pos = end + 2

    FILTERS = {
        'upper': str.upper,
        'title': str.title,
        'rev': lambda s: s[::-1],
        'paren': '({})'.format,
    }

    def render(self, **env):
        out = []
        for kind, val in self.parts:
            if kind == 'text':
                out.append(val)
            else:
                name, filters = val
                s = str(env.get(name, '?'))
                for f in filters:
                    s = self.FILTERS[f](s)
                out.append(s)
        return ''.join(out)


def read_csv(line):
    fields, field, quoted = [], [], False
    for ch in line:
        if quoted:
            if ch == '"':
                quoted = False
            else:
                field.append(ch)
        elif ch == '"':
            quoted = True
        elif ch == ',':
            fields.append(''.join(field))
            field = []
        else:
            field.append(ch)
    fields.append(''.join(field))
    return fields


def hexdump(data, width=16):
    for off in range(0, len(data), width):
        chunk = data[off:off + width]
        hexed = ' '.join('%02x' % b for b in chunk)
        text = ''.join(chr(b) if 32 <= b < 127 else '.' for b in chunk)
        yield f'{off:06x}  {hexed:<{width * 3}} |{text}|'


print(sum(len(spell(n).replace(' ', '').replace('-', '')) for n in range(1, 120000)), spell(7421))
assert all(from_roman(to_roman(n)) == n for n in range(1, 4000))
print(to_roman(1994), max((to_roman(n) for n in range(1, 4000)), key=len))

tmpl = Template('Dear {{ name | title }},\n  your order #{{id}} of {{ what | upper | paren }} ships to {{city|rev}}; {{missing}}.\n')
size = 0
for i in range(120000):
    size += len(tmpl.render(name='ada lovelace', id=i, what='widget', city='london'))
print(size, tmpl.render(name='bob', id=1, what='x', city='paris').count('\n'))

cols = 0
for i in range(40000):
    row = read_csv(f'{i},"Smith, John",{i * 3 % 17},"a ""b"" c",end')
    cols += len(row) + int(row[2])
print(cols, row)
lines = list(hexdump(bytes((i * i) % 251 for i in range(500000))))
print(len(lines), lines[3])
vowels = str.maketrans('aeiou', '*****')
joined = ' '.join(spell(n) for n in range(10000)).translate(vowels)
print(joined.count('*'), joined[-30:], joined.find('h*ndr*d'), joined.rfind('f*v*'))
