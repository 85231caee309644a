# except* and the parts of groups
class A(Exception):
    pass


class B(A):
    pass


class Meta(type):
    def __instancecheck__(cls, other):
        return True

    def __subclasscheck__(cls, other):
        return True


class Odd(Exception, metaclass=Meta):
    pass


class Own(ExceptionGroup):
    def derive(self, excs):
        print("derive", len(excs))
        return Own(self.message, excs)


def parts(make):
    out = []
    try:
        try:
            raise make()
        except* B as eg:
            out.append(("B", type(eg).__name__, str(eg), eg.exceptions, eg.args))
        except* (A, KeyError) as eg:
            out.append(("A", type(eg).__name__, str(eg), eg.exceptions, eg.__cause__, eg.__context__))
        except* ValueError as eg:
            out.append(("V", repr(eg)))
    except BaseException as rest:
        out.append(("rest", repr(rest), rest.__traceback__ is not None))
    return out


b, a, v, k = B("b"), A("a"), ValueError("v"), KeyError("k")
MAKERS = [
    lambda: ExceptionGroup("one", [b, a]),
    lambda: ExceptionGroup("two", (a, v)),
    lambda: ExceptionGroup("deep", [ExceptionGroup("in", [b, a, ExceptionGroup("far", [b, k])]), v]),
    lambda: BaseExceptionGroup("base", [b, KeyboardInterrupt(), ExceptionGroup("x", [TypeError(1)])]),
    lambda: ExceptionGroup("only", [TypeError("t")]),
    lambda: b,
    lambda: TypeError("alone"),
    lambda: Own("own", [b, v]),
    lambda: ExceptionGroup("mixed", [Own("in", [b, a]), k]),
]
for _ in range(40):
    results = [parts(m) for m in MAKERS[:7]]
for r in results:
    print(*r, sep="\n  ")
for m in MAKERS[7:]:
    print(*parts(m), sep="\n  ")

eg = ExceptionGroup("noted", [a, v])
eg.add_note("note")
eg.__cause__ = k
try:
    try:
        raise eg
    except* A as part:
        print(part.__notes__, part.__notes__ is eg.__notes__, part.__cause__, part.__suppress_context__, part.__traceback__ is eg.__traceback__)
except ExceptionGroup as rest:
    print(rest.__cause__, rest.exceptions)
eg = ExceptionGroup("shadowed", [a, v])
eg.split = lambda by: (print("own split"), (None, eg))[1]
try:
    try:
        raise eg
    except* A as part:
        print("not here")
except ExceptionGroup as rest:
    print(rest.exceptions)
eg = ExceptionGroup("attributes", [a, v])
eg.colour = "red"
try:
    try:
        raise eg
    except* A as part:
        print(part.exceptions, hasattr(part, "colour"))
except ExceptionGroup as rest:
    print(rest.exceptions, hasattr(rest, "colour"))


def catches(kind):
    try:
        try:
            raise ExceptionGroup("m", [a, v])
        except* kind as part:
            return_value = repr(part)
        else:
            return_value = "else"
    except Exception as e:
        return type(e).__name__, str(e)
    return return_value


for kind in (ExceptionGroup, 5, (A, 5), (), (ValueError, A), Exception, BaseException):
    print(catches(kind))
deep = a
for i in range(30):
    deep = ExceptionGroup(str(i), [deep, v])
m, r = deep.split(A)
try:
    try:
        raise deep
    except* A as part:
        n = 0
        while isinstance(part, ExceptionGroup):
            part, n = part.exceptions[0], n + 1
        print(n, part)
except ExceptionGroup as rest:
    n = 0
    while isinstance(rest, ExceptionGroup):
        rest, n = rest.exceptions[0], n + 1
    print(n)


# texts of exceptions by their own methods
class Told(Exception):
    def __init__(self, n):
        self.n = n

    def __str__(self):
        return f"told {self.n}"


class Shown(Exception):
    def __repr__(self):
        return "shown"


class Wrong(Exception):
    def __str__(self):
        return 5


class Sub(str):
    pass


class SubText(Exception):
    def __str__(self):
        return Sub("sub")


def texts(n):
    return str(Told(n)), f"{Told(n)}", f"{Told(n)!s:>8}", "%s" % Told(n), str(Shown(n)), repr(Shown(n)), str(SubText()), type(str(SubText())).__name__


for n in range(80):
    t = texts(n)
print(t)
for _ in range(3):
    try:
        print(str(Wrong()))
    except TypeError as e:
        print(e)


class Fails(Exception):
    def __str__(self):
        raise KeyError("inside")


for n in range(50):
    try:
        str(Fails())
    except KeyError as e:
        last = e
print(last, last.__context__)
Told.__str__ = lambda self: "replaced"
print(texts(1)[:2])
del Told.__str__
print(texts(1)[:2])
