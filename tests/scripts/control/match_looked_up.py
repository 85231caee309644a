# class and mapping patterns where no script runs, and where it does
class P:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
class Q(P): pass
class L:
    @property
    def x(self): print("get x"); return 1
class Z:
    __match_args__ = ("a",)
    def __getattr__(self, name):
        if name == "a": return "dynamic"
        raise AttributeError(name)
class W:
    __match_args__ = ["x"]
class S:
    __slots__ = ("x",)
    __match_args__ = ("x", "x")
class K: k = 5
def f(v):
    match v:
        case P(0, 0): return "origin"
        case P(x=0, y=y): return f"x0 {y}"
        case Q(a, y=b): return f"Q {a} {b}"
        case P(a, b): return f"P {a} {b}"
        case L(x=1): return "L"
        case Z(a): return f"Z {a}"
        case K(k=5): return "K"
        case bool(b): return f"bool {b}"
        case int(n) | float(n): return f"num {n}"
        case str(s): return f"str {s}"
        case {"t": "a", "v": v}: return f"a {v}"
        case {"t": "b", **rest}: return f"b {rest}"
        case {1: one, None: none}: return f"{one} {none}"
        case []: return "empty"
        case ["go", *rest]: return f"go {rest}"
        case [a, *_, b]: return f"{a}..{b}"
        case (a,): return f"one {a}"
        case None: return "none"
    return "else"
class D(dict):
    def get(self, k, d=None): print("get", k); return super().get(k, d)
    def __missing__(self, k): return "missing"
for _ in range(2):
    for v in (P(0, 0), P(0, 3), Q(1, 2), P(1, 2), L(), Z(), K(), True, 3, 2.5, "s", {"t": "a", "v": 1}, {"t": "b", "v": 1}, {"t": "a"}, {1: 2, None: 3},
              D(t="a", v=9), D(), [], ["go", 1, 2], (1, 2, 3), (1,), range(3), None, object, b"x"):
        print(f(v))
def g(v, n):
    match v:
        case W(a) if n == 0: return a
        case S(a, b) if n == 1: return a
        case P(a, b, c) if n == 2: return a
        case int(a, b) if n == 3: return a
        case P(x=1, y=2): return "ok"
for n, v in enumerate((W(), S(), P(1, 2), 3)):
    try:
        print(g(v, n))
    except TypeError as e:
        print(e)
p = P(1, 2); del p.y
match p:
    case P(a, b): print("no")
    case P(x=a): print("yes", a)
k = "t"
class KK: a = "t"; b = "t"
try:
    match {"t": 1}:
        case {KK.a: x, KK.b: y}: print(x, y)
except ValueError as e:
    print(e)
match {1: "a", True: "b", 2.0: "c"}:
    case {1: x, 2: y}: print(x, y)
P.__match_args__ = ("y", "x")
match P(1, 2):
    case P(a, b): print(a, b)
class Hooked(type):
    def __instancecheck__(cls, o): print("asked"); return hasattr(o, "quack")
class Abs(metaclass=Hooked): pass
class Duck:
    quack = 1
match Duck():
    case Abs(quack=q): print("abs", q)
    case Duck(): print("duck")
match P(1, 2):
    case Abs(): print("abs")
    case P(): print("P")
print(isinstance(Duck(), Abs), isinstance(3, Abs), isinstance(Duck(), P), isinstance(Duck(), (P, int)))
a, *b = [1, 2, 3]; print(a, b); *a, b = (1,); print(a, b)
try:
    a, *b, c = [1]
except ValueError as e:
    print(e)
a, *b = "xyz"; print(a, b); a, *b = range(3); print(a, b)
