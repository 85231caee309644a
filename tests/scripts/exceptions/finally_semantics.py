# finally and the exception in flight.
log = []


def step(x):
    log.append(x)
    return x


def a():
    try:
        step("try")
        return step("value")
    finally:
        step("finally")


def b():
    for i in range(3):
        try:
            step(f"t{i}")
            if i == 1:
                return i
        finally:
            step(f"f{i}")


def c():
    try:
        try:
            raise ValueError("v")
        finally:
            step("inner finally")
    except ValueError as e:
        step(f"caught {e}")
        try:
            return "from except"
        finally:
            step("finally in except")


def d():
    while True:
        try:
            try:
                break
            finally:
                step("one")
        finally:
            step("two")
    else:
        step("no")
    return "out"


def e():
    try:
        raise KeyError("k")
    except KeyError:
        try:
            raise
        except KeyError as again:
            return f"again {again}"
    finally:
        step("done")


def f(n):
    try:
        if n == 0:
            raise ValueError("bottom")
        f(n - 1)
    finally:
        step(n)


def g():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        step("exit")
        raise
    finally:
        step("gen finally")


def h():
    r = []
    for x in range(4):
        try:
            if x == 0:
                continue
            if x == 2:
                raise LookupError(x)
            r.append(x)
        except LookupError as err:
            r.append(repr(err))
            continue
        else:
            r.append("else")
        finally:
            r.append(f"fin{x}")
        r.append("end")
    return r


def i():
    try:
        return 1
    finally:
        try:
            raise ValueError
        except ValueError:
            pass


def j():
    x = []
    try:
        x.append(1)
        return x
    finally:
        x.append(2)


def k():
    try:
        try:
            1 / 0
        finally:
            [][1]
    except IndexError as err:
        return repr(err.__context__)


for fn in (a, b, c, d, e, h, i, j, k):
    print(fn.__name__, fn(), log)
    log.clear()
try:
    f(3)
except ValueError as err:
    print(err, log)
log.clear()
x = g()
next(x)
x.close()
print(log)
log.clear()
for v in g():
    step(v)
print(log)
