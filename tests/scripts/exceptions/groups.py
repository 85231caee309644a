# ExceptionGroup: split, subgroup, derive, nesting, except*.


def tree(e, n=0):
    print("  " * n + repr(e) if not isinstance(e, BaseExceptionGroup) else "  " * n + f"{type(e).__name__} {e.message}")
    for x in getattr(e, "exceptions", ()):
        tree(x, n + 1)


eg = ExceptionGroup("top", [ValueError(1), TypeError("t"), ExceptionGroup("sub", [ValueError(2), KeyError("k")])])
tree(eg)
print(eg, repr(eg)[:40], eg.message, len(eg.exceptions), type(eg.exceptions).__name__)
m, r = eg.split(ValueError)
tree(m)
tree(r)
print(eg.split(OSError)[0], eg.subgroup(lambda e: isinstance(e, KeyError)).message)
tree(eg.subgroup((TypeError, KeyError)))
tree(eg.derive([OSError("x")]))
try:
    raise eg
except* ValueError as g:
    print("star values")
    tree(g)
except* (TypeError, KeyError) as g:
    print("star rest")
    tree(g)
try:
    try:
        raise ExceptionGroup("part", [ValueError("v"), OSError("o")])
    except* ValueError as g:
        print("handled", g.exceptions)
except ExceptionGroup as rest:
    print("rest")
    tree(rest)
try:
    try:
        raise ValueError("naked")
    except* ValueError as g:
        print(type(g).__name__, repr(g))
        raise KeyError("from handler")
except (ExceptionGroup, KeyError) as g:
    print(repr(g), repr(g.__context__))
try:
    try:
        raise ExceptionGroup("two", [ValueError("v"), OSError("o")])
    except* ValueError as g:
        raise KeyError("from handler")
except ExceptionGroup as g:
    tree(g)
    print(repr(g.exceptions[0].__context__))
try:
    try:
        raise ExceptionGroup("re", [ValueError("v"), KeyError("k")])
    except* ValueError:
        raise
    except* KeyError as k:
        print("k", k.exceptions)
except ExceptionGroup as g:
    tree(g)
try:
    pass
except* Exception:
    print("no")
else:
    print("else")
finally:
    print("finally")
for bad in (lambda: ExceptionGroup("m", []), lambda: ExceptionGroup("m", [5]), lambda: ExceptionGroup(5, [ValueError()]),
            lambda: ExceptionGroup("m", 5), lambda: ExceptionGroup("m", [KeyboardInterrupt()]),
            lambda: ExceptionGroup("m")):
    try:
        bad()
    except (TypeError, ValueError) as e:
        print(type(e).__name__ + ":", e)
print(type(BaseExceptionGroup("b", [ValueError()])).__name__, type(BaseExceptionGroup("b", [KeyboardInterrupt()])).__name__)
print(str(ExceptionGroup("one", [ValueError()])), str(ExceptionGroup("two", [ValueError(), ValueError()])))
try:
    try:
        raise ExceptionGroup("x", [ValueError()])
    except* ExceptionGroup:
        pass
except TypeError as e:
    print("TypeError:", e)


class MyGroup(ExceptionGroup):
    def derive(self, excs):
        return MyGroup(self.message, excs)


try:
    raise MyGroup("mine", [ValueError(), TypeError()])
except* ValueError as g:
    print(type(g).__name__)
except* TypeError as g:
    print(type(g).__name__, g.message)


def f():
    out = []
    for i in range(3):
        try:
            if i == 1:
                raise ExceptionGroup("loop", [ValueError(i)])
            out.append(i)
        except* ValueError as g:
            out.append(repr(g.exceptions[0]))
    return out


print(f())
