# Lone surrogates are characters like others, until they are to be encoded.
hi, lo = '\ud83d', '\ude00'
pair = hi + lo
print(len(pair), pair == '\U0001f600', pair == '\ud83d\ude00', repr(pair), ascii(pair))
print([hex(ord(c)) for c in pair], pair[0] == hi, pair[1] == lo, pair[::-1] == lo + hi)
print(hash(pair) == hash(''.join([hi, lo])), {pair: 1}[hi + lo], '\U0001f600' in {pair: 1})
s = 'a' + lo + '\u00e9' + hi + '\U0001f600' + lo
print(len(s), s.find(lo), s.rfind(lo), s.find('\U0001f600'), s.count(hi), s.index(hi), repr(s))
print(s.split(hi)[0] == 'a' + lo + '\u00e9', s.replace(lo, '-') == 'a-\u00e9' + hi + '\U0001f600-', s.upper() == 'A' + lo + '\u00c9' + hi + '\U0001f600' + lo)
print(s[2:4] == '\u00e9' + hi, s[-1] == lo, s[1:2] < s[2:3], '\ud800' < '\uffff' < '\U00010000', sorted(['\U00010000', '\ud800', '\uffff', 'z']) == ['z', '\ud800', '\uffff', '\U00010000'])
print(hi.isalpha(), hi.isprintable(), hi.isspace(), hi.isidentifier(), hi.isupper(), hi.center(3, '*') == '*' + hi + '*')
for enc in (lambda: s.encode(), lambda: hi.encode('utf-8', 'surrogatepass'), lambda: '\udc80\udcff'.encode('utf-8', 'surrogateescape'),
            lambda: hi.encode('utf-8', 'replace'), lambda: hi.encode('ascii', 'backslashreplace'), lambda: (hi + 'x').encode('utf-8', 'ignore'),
            lambda: b'\xed\xa0\xbd'.decode('utf-8', 'surrogatepass') == hi, lambda: b'\xff\x80'.decode('utf-8', 'surrogateescape') == '\udcff\udc80',
            lambda: b'\xed\xa0\xbd'.decode()):
    try:
        print(enc())
    except UnicodeError as e:
        print(type(e).__name__, e)
print('%s|%r' % (lo * 2 == '\ude00\ude00', lo), f'{hi!r:>10}', '{!a}'.format(hi))
print(all(ord(chr(c)) == c and len(chr(c)) == 1 for c in range(0xd7f0, 0xe010)))
try:
    print(pair)
except UnicodeEncodeError as e:
    print(e)
