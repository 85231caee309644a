# Generators as pipelines, state, infinite sequences.


def numbers(start=0):
    while True:
        yield start
        start += 1


def where(pred, it):
    for x in it:
        if pred(x):
            yield x


def take(n, it):
    if n <= 0:
        return
    for x in it:
        yield x
        n -= 1
        if not n:
            return


def window(it, size):
    buf = []
    for x in it:
        buf.append(x)
        if len(buf) == size:
            yield tuple(buf)
            buf.pop(0)


def pairs(it):
    it = iter(it)
    for a in it:
        yield a, next(it, None)


def primes():
    found = []
    for n in numbers(2):
        if all(n % p for p in found if p * p <= n):
            found.append(n)
            yield n


print(list(take(10, where(lambda x: x % 7 == 1, numbers()))))
print(list(window("abcde", 3)), list(pairs(range(5))))
print(list(take(12, primes())))


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


g = fib()
print([next(g) for _ in range(15)])


def lines(text):
    for i, l in enumerate(text.split("\n"), 1):
        if l.strip():
            yield i, l.strip()


def tokens(ls):
    for i, l in ls:
        for w in l.split():
            yield i, w


print(list(tokens(lines("a b\n\n  c d e \n"))))


def coroutine(f):
    def start(*a):
        g = f(*a)
        next(g)
        return g
    return start


@coroutine
def sink(out):
    while True:
        out.append((yield))


@coroutine
def mapper(f, target):
    while True:
        target.send(f((yield)))


@coroutine
def tee(*targets):
    while True:
        v = yield
        for t in targets:
            t.send(v)


o1, o2 = [], []
t = tee(mapper(lambda x: x * x, sink(o1)), mapper(str, sink(o2)))
for i in range(4):
    t.send(i)
print(o1, o2)


def round_robin(*gens):
    queue = list(gens)
    while queue:
        g = queue.pop(0)
        try:
            v = next(g)
        except StopIteration:
            continue
        yield v
        queue.append(g)


print(list(round_robin(iter("abc"), iter([1]), take(2, numbers(10)))))


def collatz(n):
    yield n
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        yield n


print(list(collatz(27))[-10:], sum(1 for _ in collatz(97)))


class Tree:
    def __init__(self, v, *kids):
        self.v, self.kids = v, kids

    def __iter__(self):
        yield self.v
        for k in self.kids:
            yield from k


print(list(Tree(1, Tree(2, Tree(3)), Tree(4))), sum(Tree(1, Tree(2))))
print(list(zip(numbers(), "abc")), list(map(lambda a, b: a * b, numbers(1), take(3, fib()))))
