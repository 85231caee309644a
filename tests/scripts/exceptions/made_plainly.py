# exceptions made in the plain way, with and without their own __init__, __new__, __str__
class A(Exception): pass
class B(Exception):
    def __init__(self, msg, code=3):
        super().__init__(msg)
        self.code = code; self.more = [code]
class C(B):
    def __init__(self, *args, **kw):
        super().__init__("C:" + str(args) + str(kw)); self.extra = 1
class D(Exception):
    def __new__(cls, *args):
        e = super().__new__(cls, "new"); e.made = args; return e
class E(Exception):
    def __str__(self): return "own"
class F(Exception):
    def __init__(self): return 5
class G(Exception):
    def __format__(self, spec): return "fmt" + spec
class Meta(type):
    def __call__(cls, *a): print("call", a); return super().__call__(*a)
class H(Exception, metaclass=Meta): pass
class I(Exception):
    def __init__(self, a, b): pass
for round in range(3):
    for make in (lambda: A(), lambda: A("x"), lambda: A(1, 2), lambda: B("m"), lambda: B("m", code=9), lambda: B(code=1, msg="k"), lambda: C(1, z=2),
                 lambda: D(7), lambda: E("e"), lambda: F(), lambda: G("g"), lambda: H("h"), lambda: I(1, 2), lambda: I(1), lambda: A(x=1), lambda: KeyError("k"),
                 lambda: OSError(2, "no"), lambda: OSError("one"), lambda: ValueError("a", "b"), lambda: StopIteration(4), lambda: B()):
        try:
            raise make()
        except Exception as e:
            print(type(e).__name__, e.args, str(e), f"{e}", repr(e), sorted(e.__dict__.items()) if e.__dict__ and not isinstance(e, OSError) else "")
    for cls in (A, ValueError, D, E, H, KeyError, B):
        try:
            raise cls
        except Exception as e:
            print(type(e).__name__, e.args, str(e))
A.__init__ = lambda self, x: setattr(self, "late", x)
e = A(4); print(e.args, e.late)
try:
    raise A
except TypeError as e:
    print(str(e).replace("<lambda>", "f"))
del A.__init__
print(A(1, 2).args)
Exception.__init__(e := A("p"), "q"); print(e.args)
try:
    BaseException.__init__(3, 4)
except TypeError as e:
    print(e)
e = B("x"); e.code = 4; e.other = 5; del e.code; print(e.__dict__); e.code = 6; print(e.__dict__, e.code)
def deep(n):
    if n == 0: raise B("deep")
    deep(n - 1)
for n in (0, 1, 2, 3, 5):
    try:
        deep(n)
    except B as e:
        tb = e.__traceback__; lines = []
        while tb: lines.append(tb.tb_lineno); tb = tb.tb_next
        print(n, lines)
try:
    try: raise B("one") from A("cause")
    except B as e: raise KeyError("two") from e
except KeyError as e:
    print(repr(e.__cause__), repr(e.__cause__.__cause__), e.__suppress_context__, e.__context__ is e.__cause__)
try:
    try: raise ValueError
    finally: raise KeyError
except KeyError as e:
    print(repr(e.__context__))
