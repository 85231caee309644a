# The generator protocol.


def echo():
    got = yield "start"
    while True:
        try:
            got = yield f"echo {got}"
        except ValueError as e:
            got = f"caught {e}"
        except GeneratorExit:
            print("closing")
            raise
        finally:
            print("finally")


g = echo()
print(next(g), g.send("a"), g.send("b"), g.throw(ValueError("v")), sep=" | ")
g.close()
g.close()
try:
    next(g)
except StopIteration as e:
    print("stopped", e.value)


def with_return(n):
    for i in range(n):
        yield i
    return "result"


g = with_return(1)
print(next(g))
try:
    next(g)
except StopIteration as e:
    print("value", e.value, e.args)
g = with_return(0)
try:
    g.send(5)
except TypeError as e:
    print("TypeError:", e)
try:
    g.throw(KeyError("k"))
except KeyError as e:
    print("KeyError", e, list(g))


def ignore_exit():
    try:
        yield 1
    except GeneratorExit:
        yield 2


g = ignore_exit()
next(g)
try:
    g.close()
except RuntimeError as e:
    print("RuntimeError:", e)


def returns_on_close():
    try:
        yield 1
    except GeneratorExit:
        return "closed value"


g = returns_on_close()
next(g)
print("close ->", g.close())


def reenter():
    yield next(me)


me = reenter()
try:
    next(me)
except ValueError as e:
    print("ValueError:", e)


def raises_stop():
    yield 1
    raise StopIteration("oops")


try:
    print(list(raises_stop()))
except RuntimeError as e:
    print("RuntimeError:", e, repr(e.__cause__))


def averager():
    total = n = 0
    avg = None
    while True:
        v = yield avg
        if v is None:
            return avg
        total += v
        n += 1
        avg = total / n


a = averager()
next(a)
print([a.send(v) for v in (10, 20, 60)])
try:
    a.send(None)
except StopIteration as e:
    print(e.value)


def order():
    x = (yield 1) + (yield 2) * 10
    print("x", x)
    y = [(yield "l"), (yield "m")]
    print(y)


g = order()
next(g)
g.send(5)
g.send(6)
g.send("p")
try:
    g.send("q")
except StopIteration:
    pass
for exc in (ValueError, ValueError("inst"), KeyError):
    g = with_return(2)
    next(g)
    try:
        g.throw(exc)
    except Exception as e:
        print(repr(e))
try:
    with_return(1).throw(5)
except TypeError as e:
    print("TypeError:", e)
