def gen():
    x = yield 1
    yield x + 1
g = gen()
next(g)
g.send("text")
