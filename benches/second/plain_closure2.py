def counter(step):
    n = 0
    def inc(by=1):
        nonlocal n
        n += by * step
        return n
    return inc
def compose(*fs):
    def run(x):
        for f in fs: x = f(x)
        return x
    return run
def memo(f):
    cache = {}
    def w(*a):
        if a not in cache: cache[a] = f(*a)
        return cache[a]
    return w
def logged(f):
    def w(*a, **k):
        w.calls += 1
        return f(*a, **k)
    w.calls = 0
    return w
@memo
def paths(r, c): return 1 if r == 0 or c == 0 else paths(r - 1, c) + paths(r, c - 1)
@logged
def add(a, b=1): return a + b
cs = [counter(i) for i in range(10)]
t = 0
for i in range(1500000): t += cs[i % 10]()
f = compose(lambda x: x + 1, lambda x: x * 2, lambda x: x - 3)
for i in range(150000): t += f(i)
for i in range(120000): t += add(i, b=2)
print(t, paths(60, 60), add.calls, sum(map(lambda x: x + 1, filter(lambda x: x % 2, range(1500000)))))
