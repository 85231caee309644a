# __context__, __cause__, __suppress_context__.


def show(e):
    depth = 0
    while e is not None:
        print("  " * depth + repr(e), "suppress" if e.__suppress_context__ else "")
        depth += 1
        e = e.__cause__ if e.__cause__ is not None else None if e.__suppress_context__ else e.__context__


def implicit():
    try:
        {}["k"]
    except KeyError:
        raise ValueError("while handling")


def explicit():
    try:
        {}["k"]
    except KeyError as e:
        raise ValueError("caused") from e


def suppressed():
    try:
        {}["k"]
    except KeyError:
        raise ValueError("alone") from None


def deep():
    try:
        implicit()
    except ValueError as e:
        raise RuntimeError("top") from e


def in_finally():
    try:
        raise KeyError("first")
    finally:
        raise TypeError("second")


def handled_inside():
    try:
        raise KeyError("outer")
    except KeyError:
        try:
            raise ValueError("inner")
        except ValueError:
            pass
        raise TypeError("last")


def from_class():
    raise ValueError("v") from KeyError


def no_context_after():
    try:
        raise KeyError("done")
    except KeyError:
        pass
    raise ValueError("fresh")


for f in (implicit, explicit, suppressed, deep, in_finally, handled_inside, from_class, no_context_after):
    print(f.__name__)
    try:
        f()
    except Exception as e:
        show(e)
try:
    raise ValueError("x") from 5
except TypeError as e:
    print("TypeError:", e)
e1 = ValueError("same")
try:
    try:
        raise e1
    except ValueError:
        raise e1
except ValueError as e:
    print(e is e1, e.__context__)
e = KeyError("manual")
e.__cause__ = ValueError("set by hand")
print(e.__suppress_context__, repr(e.__cause__))
try:
    e.__cause__ = 5
except TypeError as err:
    print("TypeError:", err)


def ctx_in_function():
    raise LookupError("callee")


try:
    try:
        1 / 0
    except ZeroDivisionError:
        ctx_in_function()
except LookupError as err:
    show(err)


class CM:
    def __enter__(self):
        return self

    def __exit__(self, *a):
        raise RuntimeError("exit")


try:
    with CM():
        raise ValueError("body")
except RuntimeError as err:
    show(err)


def gen():
    try:
        yield
    except ValueError as e:
        raise TypeError("from gen") from e


g = gen()
next(g)
try:
    g.throw(ValueError("thrown"))
except TypeError as err:
    show(err)
