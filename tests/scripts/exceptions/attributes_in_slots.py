# stress: 97
# Exceptions of script classes with attributes of their own, raised where machine code is at work.


class Plain(Exception):
    pass


class Coded(Plain):
    def __init__(self, code, text="none", *rest):
        super().__init__(text)
        self.code = code
        self.rest = rest


class More(Coded):
    def __init__(self, code):
        super().__init__(code, "more", 1, 2)
        self.deep = {"code": code}
        if code == 33:
            raise ValueError("in the middle")


class NoSuper(Exception):
    def __init__(self, a, b=2):
        self.a, self.b = a, b


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def one(i):
    try:
        if i % 5 == 0:
            raise Plain
        if i % 5 == 1:
            raise Plain("a", i)
        if i % 5 == 2:
            raise Coded(i)
        if i % 5 == 3:
            raise More(i)
        raise NoSuper(i)
    except More as e:
        return "more", e.code, e.rest, e.deep, e.args, str(e)
    except Coded as e:
        e.note = "noted"
        return "coded", e.code, e.text if hasattr(e, "text") else e.note, e.args, vars(e)
    except Plain as e:
        return "plain", e.args, repr(e), vars(e)
    except (NoSuper, ValueError) as e:
        return type(e).__name__, e.args, vars(e)


for i in range(60):
    line = one(i)
    if i in (33, 55, 56, 57, 58, 59):
        print(line)

print(attempt(Coded), attempt(More), attempt(lambda: Coded(1, 2, 3).rest), attempt(lambda: NoSuper(1, 2, 3)))
print(attempt(lambda: Plain(a=1)), attempt(lambda: Plain().nothing))


# more attributes than the class has had before, and a dict of its own
kept = []
for i in range(40):
    try:
        raise Coded(i)
    except Coded as e:
        if i > 10:
            e.x = i
        if i > 20:
            e.y = -i
            e.z = [i]
        if i % 7 == 0:
            e.__dict__["w"] = i
        if i % 9 == 0:
            del e.code
        kept.append(e)
for i in (0, 7, 9, 11, 30, 36, 39):
    print(sorted(vars(kept[i]).items(), key=lambda kv: kv[0]), kept[i].args)
print(sum(getattr(e, "x", 0) for e in kept), [getattr(e, "code", None) for e in kept[5:11]])


# contexts, causes and notes live beside them
def chained(i):
    try:
        try:
            raise Coded(i)
        except Coded as e:
            if i % 2:
                raise NoSuper(i) from e
            raise NoSuper(-i)
    except NoSuper as e:
        e.add_note(f"note {i}")
        return e


for i in range(40):
    e = chained(i)
print(e.a, e.__cause__.code, e.__context__ is e.__cause__, e.__suppress_context__, e.__notes__)
print(chained(2).__cause__, chained(2).__context__.code)


# `except` with what is no class, and classes that change
def catch(what):
    try:
        raise Coded(1)
    except what as e:
        return type(e).__name__


for _ in range(20):
    caught = catch(Plain), catch((ValueError, Plain)), catch(Exception), attempt(catch, int), attempt(catch, ValueError)
print(caught)
Coded.__init__ = lambda self, *args: setattr(self, "late", args)
print(vars(chained(1).__cause__), attempt(lambda: Coded(1, 2).late))
del Coded.__init__
print(Coded(1, 2).args, attempt(lambda: vars(More(5))))
Plain.__new__ = lambda cls, *args: Exception.__new__(cls, "new")
print(repr(Plain(1)), [one(i)[1] for i in (0, 1)])


class Managed:
    def __init__(self, swallow):
        self.swallow = swallow

    def __enter__(self):
        return self

    def __exit__(self, kind, e, tb):
        self.left = kind and kind.__name__
        return self.swallow


def managed(i):
    m = Managed(i % 3 == 0)
    try:
        with m as same:
            assert same is m
            if i % 2:
                raise NoSuper(i)
    except NoSuper as e:
        return "out", e.a, m.left
    return "in", m.left


for i in range(40):
    lines = [managed(i + k) for k in range(6)]
print(lines)
Managed.__exit__ = lambda self, *what: len(what)
print([attempt(managed, k) for k in range(6)])
del Managed.__enter__
print(attempt(managed, 1))
