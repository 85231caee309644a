def naturals():
    n = 0
    while True:
        yield n; n += 1
def take(n, it):
    for x in it:
        if n <= 0: return
        n -= 1
        yield x
def evens(it):
    for x in it:
        if x % 2 == 0: yield x
def flatten(x):
    for i in x:
        if isinstance(i, list): yield from flatten(i)
        else: yield i
def avg():
    t = n = 0; v = None
    while True:
        v = yield v
        t += v; n += 1; v = t / n
def tree(d):
    if d:
        yield from tree(d - 1); yield d; yield from tree(d - 1)
g = avg(); next(g)
for i in range(300000): r = g.send(i)
deep = [1, [2, [3, [4, 5], 6], 7], 8] * 3000
print(sum(take(300000, evens(naturals()))), sum(flatten(deep)), r, sum(tree(15)), list(zip(take(3, naturals()), map(lambda x: x * x, take(3, naturals())))))
