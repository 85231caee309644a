# C3 linearisation.


def names(c):
    return "".join(k.__name__ for k in c.__mro__[:-1])


class O: pass
class A(O): pass
class B(O): pass
class C(O): pass
class D(O): pass
class E(O): pass
class K1(A, B, C): pass
class K2(D, B, E): pass
class K3(D, A): pass
class Z(K1, K2, K3): pass


print([k.__name__ for k in Z.__mro__])


class F(A, B): pass
class G(F, C): pass


print(names(F), names(G))


def who(cls):
    def m(self):
        return [cls.__name__]
    return m


class P:
    def m(self): return ["P"]


class Q(P):
    def m(self): return ["Q"] + super().m()


class R(P):
    def m(self): return ["R"] + super().m()


class S(Q):
    pass


class T(S, R):
    def m(self): return ["T"] + super().m()


print(T().m(), [k.__name__ for k in T.__mro__])
try:
    class Bad(P, Q): pass
except TypeError as e:
    print(e)
try:
    class X(F): pass
    class Y(B, A): pass
    class Bad2(X, Y): pass
except TypeError as e:
    print(e)


class Mixin:
    def save(self):
        return f"save {self.name} via {type(self).__name__}"


class Timestamp:
    def save(self):
        return "stamped " + super().save()


class Model:
    name = "model"

    def save(self):
        return "base " + self.name


class Doc(Timestamp, Model): pass
class Note(Mixin, Model): pass


print(Doc().save(), "|", Note().save())
print(Z.__bases__ == (K1, K2, K3), object.__bases__, object.__mro__ == (object,))


class Root:
    def __init__(self): self.order = ["Root"]
class L(Root):
    def __init__(self):
        super().__init__()
        self.order.append("L")
class M(Root):
    def __init__(self):
        super().__init__()
        self.order.append("M")
class N(L, M):
    def __init__(self):
        super().__init__()
        self.order.append("N")


print(N().order)
print(int.__mro__, bool.__mro__)
print(KeyError.__mro__)
