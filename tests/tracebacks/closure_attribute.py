def f():
    x = 1
    def g():
        return x.a.b
    return g
f()()
