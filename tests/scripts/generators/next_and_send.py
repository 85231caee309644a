# next and send step a generator as a frame: ends, defaults, errors and handled exceptions in between.
def g():
    try:
        x = yield 1
        print("got", x)
        x = yield 2
        print("got", x)
        return 99
    finally:
        print("fin")
def run():
    it = g()
    print(next(it))
    print(it.send("a"))
    try: it.send("b")
    except StopIteration as e: print("stop", e.value, e.args)
    print(next(it, "d"), next(it, None))
    try: next(it)
    except StopIteration as e: print("stop", e.value)
    it = g()
    try: it.send(3)
    except TypeError as e: print(e)
    print(next(it))
    try:
        it.throw(ValueError("x"))
    except ValueError as e: print("v", e)
    def bad():
        yield 1
        raise KeyError("k")
    b = bad(); next(b)
    try: next(b, 5)
    except KeyError as e: print("key", e)
    def rec():
        yield next(me)
    me = rec()
    try: next(me)
    except ValueError as e: print(e)
    def outer():
        r = yield from g()
        print("r", r)
        yield r
    o = outer()
    print(next(o), o.send("q"), next(o, "dd"), next(o, "ee"))
    def inner_next():
        src = iter_g()
        while True:
            try: v = next(src)
            except StopIteration: return
            yield v * 2
    def iter_g():
        for i in range(5): yield i
    print(list(inner_next()), sum(inner_next()))
    def h():
        try:
            1 / 0
        except ZeroDivisionError:
            yield 1
            try: raise
            except ZeroDivisionError as e: print("re", e)
            yield 2
    hh = h()
    try:
        raise KeyError("out")
    except KeyError:
        print(next(hh)); print(next(hh)); print(next(hh, 0))
        try: raise
        except KeyError as e: print("still", e)
    def stop():
        yield 1
        raise StopIteration("z")
    s = stop(); next(s)
    try: next(s, 1)
    except RuntimeError as e: print(e, repr(e.__cause__))
    co = (x for x in (1, 2))
    print(next(co), next(co), next(co, "end"))
for _ in range(3): run()
def many():
    t = 0
    def avg():
        t = n = 0; v = None
        while True:
            v = yield v
            t += v; n += 1; v = t / n
    a = avg(); next(a)
    for i in range(3000): r = a.send(i)
    return r
print(many())
