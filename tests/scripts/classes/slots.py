# __slots__.


class P:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


p = P(1, 2)
print(p.x, p.y, P.__slots__)
for f in (lambda: setattr(p, "z", 3), lambda: p.z, lambda: p.__dict__, lambda: vars(p)):
    try:
        print(f())
    except (AttributeError, TypeError) as e:
        print(type(e).__name__ + ":", e)
del p.x
try:
    p.x
except AttributeError as e:
    print("AttributeError:", e)
try:
    del p.x
except AttributeError as e:
    print("AttributeError:", e)
p.x = 10
print(p.x, hasattr(p, "__dict__"))


class Q(P):
    __slots__ = ["z"]


q = Q(1, 2)
q.z = 3
print(q.x, q.y, q.z, hasattr(q, "__dict__"))


class R(P):
    pass


r = R(1, 2)
r.anything = 5
print(vars(r), r.x)


class S:
    __slots__ = "single"


s = S()
s.single = 1
print(s.single)
try:
    s.s = 1
except AttributeError as e:
    print("AttributeError:", e)


class T:
    __slots__ = ("a", "__dict__")


t = T()
t.a, t.b = 1, 2
print(t.a, t.b, vars(t))
try:
    class Conflict:
        __slots__ = ("v",)
        v = 1
except ValueError as e:
    print("ValueError:", e)


class Empty:
    __slots__ = ()


try:
    Empty().x = 1
except AttributeError as e:
    print("AttributeError:", e)


class WithProp:
    __slots__ = ("_v",)

    @property
    def v(self):
        return self._v

    @v.setter
    def v(self, x):
        self._v = x * 2


w = WithProp()
w.v = 4
print(w.v, type(P.x).__name__)
