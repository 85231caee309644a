# Parser combinators, church numerals, event emitters: functions all the way down.

def char(pred):
    def parse(s, i):
        if i < len(s) and pred(s[i]):
            return s[i], i + 1
        return None
    return parse

def lit(c):
    return char(lambda x: x == c)

def seq(*ps):
    def parse(s, i):
        out = []
        for p in ps:
            r = p(s, i)
            if r is None:
                return None
            v, i = r
            out.append(v)
        return out, i
    return parse

def alt(*ps):
    def parse(s, i):
        for p in ps:
            r = p(s, i)
            if r is not None:
                return r
        return None
    return parse

def many(p, least=0):
    def parse(s, i):
        out = []
        while (r := p(s, i)) is not None:
            v, i = r
            out.append(v)
        return (out, i) if len(out) >= least else None
    return parse

def fmap(p, f):
    def parse(s, i):
        r = p(s, i)
        return None if r is None else (f(r[0]), r[1])
    return parse

def lazy(thunk):
    return lambda s, i: thunk()(s, i)

def fold(v):
    first, rest = v
    for op, val in rest:
        first = first + val if op == '+' else first - val if op == '-' else first * val
    return first

number = fmap(many(char(str.isdigit), least=1), lambda ds: int(''.join(ds)))
parens = fmap(seq(lit('('), lazy(lambda: expr), lit(')')), lambda v: v[1])
factor = alt(number, parens)
term = fmap(seq(factor, many(seq(lit('*'), factor))), fold)
expr = fmap(seq(term, many(seq(alt(lit('+'), lit('-')), term))), fold)

acc = 0
for i in range(14000):
    v, end = expr(f'{i}+2*({i}-{i % 9})*3-(1+(2*{i % 4}))', 0)
    acc += v + end
print('parsed', acc)

# --- church numerals
zero = lambda f: lambda x: x
succ = lambda n: lambda f: lambda x: f(n(f)(x))
plus = lambda m: lambda n: lambda f: lambda x: m(f)(n(f)(x))
times = lambda m: lambda n: lambda f: m(n(f))
to_int = lambda n: n(lambda k: k + 1)(0)

def church(k):
    n = zero
    for _ in range(k):
        n = succ(n)
    return n

print('church', to_int(times(church(200))(plus(church(70))(church(50)))),
      sum(to_int(times(church(a))(church(b))) for a in range(40) for b in range(40)))

# --- events
def emitter():
    handlers = {}
    def on(event, fn=None):
        if fn is None:
            return lambda f: on(event, f)
        handlers.setdefault(event, []).append(fn)
        return lambda: handlers[event].remove(fn)
    def emit(event, *args):
        return [h(*args) for h in handlers.get(event, ())]
    return on, emit

on, emit = emitter()
stats = dict(hits=0, total=0)

@on('tick')
def bump(n):
    stats['hits'] += 1
    return n

@on('tick')
def total(n, weight=3):
    stats['total'] += n * weight
    return stats['total'] % 7

off = on('tick', lambda n: -n)
s = 0
for n in range(200000):
    s += sum(emit('tick', n))
    if n == 30000:
        off()
print(stats, s, emit('nothing'))

# --- streams as pairs of (head, thunk)
def ints(n):
    return n, lambda: ints(n + 1)

def sfilter(p, st):
    h, t = st
    while not p(h):
        h, t = t()
    return h, lambda: sfilter(p, t())

def smap(f, st):
    h, t = st
    return f(h), lambda: smap(f, t())

def stake(k, st):
    out = []
    while k:
        h, t = st
        out.append(h)
        st = t()
        k -= 1
    return out

got = stake(80000, smap(lambda x: x * x, sfilter(lambda x: x % 3 == 1, ints(1))))
print(got[:5], sum(got))
adders = [lambda x, k=k: x + k for k in range(50)]
print(sum(f(j) for j in range(8000) for f in adders))
