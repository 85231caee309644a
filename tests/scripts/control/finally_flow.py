# try/finally with return, break, continue, nested.


def ret(log):
    try:
        return log.append("try") or "value"
    finally:
        log.append("finally")


def override():
    try:
        return 1
    finally:
        return 2


def swallow():
    try:
        raise ValueError("lost")
    finally:
        return "swallowed"


def in_loop():
    out = []
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            out.append(i)
        finally:
            out.append(f"f{i}")
    return out


def nested():
    out = []
    try:
        try:
            out.append("a")
            raise KeyError("x")
        finally:
            out.append("b")
    except KeyError:
        out.append("c")
    else:
        out.append("no")
    finally:
        out.append("d")
    return out


def else_raises():
    try:
        pass
    except ValueError:
        return "no"
    else:
        try:
            raise ValueError("from else")
        except ValueError as e:
            return str(e)
    finally:
        print("outer finally")


def loop_return():
    for i in range(3):
        try:
            for j in range(3):
                try:
                    if i == 1 and j == 1:
                        return i, j
                finally:
                    print("inner", i, j)
        finally:
            print("outer", i)


def break_in_finally():
    while True:
        try:
            raise ValueError
        finally:
            break
    return "broke out"


def continue_in_finally():
    n = 0
    for i in range(3):
        try:
            n += 1
            1 / 0
        finally:
            continue
    return n


def value_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


def gen():
    try:
        yield 1
        yield 2
    finally:
        print("gen finally")


log = []
print(ret(log), log)
print(override(), swallow(), in_loop())
print(nested())
print(else_raises())
print(loop_return())
print(break_in_finally(), continue_in_finally(), value_kept())
for v in gen():
    print(v)
g = gen()
next(g)
g.close()


def finally_raises():
    try:
        raise ValueError("first")
    finally:
        raise KeyError("second")


try:
    finally_raises()
except KeyError as e:
    print(repr(e), repr(e.__context__))


def except_raises():
    try:
        1 / 0
    except ZeroDivisionError:
        raise LookupError("while handling")
    finally:
        print("still runs")


try:
    except_raises()
except LookupError as e:
    print(e, repr(e.__context__), e.__cause__)
