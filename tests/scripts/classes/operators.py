# Arithmetic special methods, reflected forms, NotImplemented.


class V:
    def __init__(self, x):
        self.x = x

    def __repr__(self):
        return f"V({self.x})"

    def _v(self, o):
        return o.x if isinstance(o, V) else o

    def __add__(self, o): return V(self.x + self._v(o))
    def __radd__(self, o): return V(o + self.x)
    def __sub__(self, o): return V(self.x - self._v(o))
    def __rsub__(self, o): return V(o - self.x)
    def __mul__(self, o): return NotImplemented if isinstance(o, str) else V(self.x * self._v(o))
    __rmul__ = __mul__
    def __truediv__(self, o): return V(self.x / self._v(o))
    def __rtruediv__(self, o): return V(o / self.x)
    def __floordiv__(self, o): return V(self.x // self._v(o))
    def __rfloordiv__(self, o): return ("rfloordiv", o)
    def __mod__(self, o): return V(self.x % self._v(o))
    def __rmod__(self, o): return ("rmod", o)
    def __divmod__(self, o): return ("divmod", o)
    def __rdivmod__(self, o): return ("rdivmod", o)
    def __pow__(self, o, m=None): return ("pow", o, m)
    def __rpow__(self, o): return ("rpow", o)
    def __neg__(self): return V(-self.x)
    def __pos__(self): return "pos"
    def __abs__(self): return V(abs(self.x))
    def __invert__(self): return "invert"
    def __lshift__(self, o): return ("lshift", o)
    def __rshift__(self, o): return ("rshift", o)
    def __rlshift__(self, o): return ("rlshift", o)
    def __rrshift__(self, o): return ("rrshift", o)
    def __and__(self, o): return ("and", o)
    def __rand__(self, o): return ("rand", o)
    def __or__(self, o): return ("or", o)
    def __ror__(self, o): return ("ror", o)
    def __xor__(self, o): return ("xor", o)
    def __rxor__(self, o): return ("rxor", o)
    def __matmul__(self, o): return ("matmul", o)
    def __rmatmul__(self, o): return ("rmatmul", o)
    def __int__(self): return int(self.x)
    def __float__(self): return float(self.x)
    def __index__(self): return int(self.x)
    def __round__(self, n=None): return ("round", n)
    def __trunc__(self): return "trunc"
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"
    def __bool__(self): return self.x != 0


v, w = V(7), V(2)
print(v + w, v + 1, 1 + v, v - w, 10 - v, v * w, 3 * v, v / w, 14 / v, v // w, 5 // v, v % w, 5 % v)
print(divmod(v, 2), divmod(2, v), v ** 2, 2 ** v, pow(v, 2, 5), -v, +v, abs(V(-3)), ~v)
print(v << 1, v >> 1, 1 << v, 1 >> v, v & 1, 1 & v, v | 1, 1 | v, v ^ 1, 1 ^ v, v @ 1, 1 @ v)
print(int(v), float(v), round(v), round(v, 2), [0, 1, 2][w], "abcdef"[w:], hex(v), range(w), bool(V(0)), "ab" * 2)
import math
print(math.floor(v), math.ceil(v), math.trunc(v))
v += 5
print(v, sum([V(1), V(2)]), sum([V(1)], V(10)))
for f in (lambda: v * "s", lambda: V(1) < V(2), lambda: [] + v._v(1), lambda: object() + 1, lambda: 1 + object(),
          lambda: -object(), lambda: ~1.5, lambda: +"a", lambda: {} - 1, lambda: "a" - "b", lambda: [1] * [2],
          lambda: None + 1, lambda: 1 @ 2, lambda: "a" % 1, lambda: 5 << "a", lambda: 1 < "a", lambda: None >= 0,
          lambda: [1] < (1,), lambda: {} < {}, lambda: 1 & 1.0, lambda: "x" * 1.5, lambda: (1,) + [2],
          lambda: "a" + 1, lambda: 1 + "a", lambda: b"a" + "a", lambda: divmod("a", 1), lambda: 2 ** "a",
          lambda: pow(2, "a", 3), lambda: {1} | [1], lambda: 1 in 5, lambda: [1] // 2, lambda: 3 >> 1.0):
    try:
        print(f())
    except TypeError as e:
        print("TypeError:", e)


class Base:
    def __add__(self, o): return "Base.add"
    def __radd__(self, o): return "Base.radd"


class Derived(Base):
    def __radd__(self, o): return "Derived.radd"


class Same(Base):
    pass


print(Base() + Derived(), Derived() + Base(), Base() + Same(), Base() + 1, 1 + Base())


class OnlyR:
    def __radd__(self, o): return ("radd", o)


print(1 + OnlyR(), "a" + OnlyR(), [] + OnlyR(), None + OnlyR())
