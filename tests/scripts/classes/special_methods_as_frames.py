# Special methods, properties, calls of classes and their caches: what is looked up, what falls back to what.
class A:
    @property
    def p(self): raise AttributeError("inner")
    def __getattr__(self, n): return "fallback "+n
a=A()
for _ in range(3): print(a.p, a.q)
class It:
    def __init__(self): self.l=[1,2]
    def __iter__(self): return self
    def __next__(self):
        try: return self.l.pop()
        except IndexError: raise StopIteration
for x in It(): print(x)
try: raise KeyError(1)
except KeyError as e: print(e.__context__)
class M(type):
    def __call__(cls,*a):
        print("meta",a); return super().__call__(*a)
class B(metaclass=M):
    def __init__(self,x): self.x=x
for i in range(3): print(B(i).x)
class C:
    def __init__(self,x=1): self.x=x
for i in range(3): C(i)
C.__init__=lambda self,x=5: setattr(self,'x',x*2)
print(C(3).x, C().x)
class D(C): pass
print(D(4).x)
def newinit(self,x): self.x=x+100
C.__init__=newinit
print(D(4).x)
D.__new__=staticmethod(lambda cls,*a: object.__new__(cls))
print(D(4).x)
class E:
    K=1
    def m(self): return self.K
e=E()
for i in range(4):
    E.K+=1; print(e.K, e.m(), E.K)
e.K=50; print(e.K,e.m(),E.K)
E.m=lambda self: "new"; print(e.m())
e.m=lambda: "own"; print(e.m())
del e.m; print(e.m())
class F:
    def __add__(self,o): return NotImplemented
    def __radd__(self,o): return "radd"
    def __lt__(self,o): return NotImplemented
    def __iadd__(self,o): return NotImplemented
    def __eq__(self,o): return NotImplemented
class G(F):
    def __radd__(self,o): return "G.radd"
f=F()
for x in (lambda:f+1, lambda:1+f, lambda:f+F(), lambda:f+G(), lambda:f<1, lambda:f==1, lambda:f!=1, lambda:f==f, lambda:f<F()):
    try: print(x())
    except TypeError as ex: print(ex)
g=f
try: g+=1
except TypeError as ex: print(ex)
class H:
    def __bool__(self): return False
    def __lt__(self,o): return H()
    def __getitem__(self,i):
        if i>3: raise IndexError
        return i
    def __setitem__(self,i,v): print("set",i,v); return 5
    def __contains__(self,x): return []
h=H()
print("yes" if h<h else "no", [x for x in h], 1 in h)
h[3]=4
while h<1: print("never")
class P:
    def __init__(self): return 3
try: P()
except TypeError as ex: print(ex)
def kw(a,b=2,*,c,d=4): return a,b,c,d
print(kw(1,c=3), kw(1,c=3,b=9), kw(b=1,a=2,c=3,d=0))
for bad in (lambda: kw(1), lambda: kw(1,c=1,z=2), lambda: kw(1,2,3,c=1), lambda: kw(1,a=1,c=1), lambda: kw(c=1)):
    try: bad()
    except TypeError as ex: print(ex)
class S:
    def f(self,a,k=1): return a,k
s=S()
print(s.f(1,k=2), S.f(s,3), s.f(*[1],**{'k':5}))
print(int("12",base=3), sorted([3,1,2],reverse=True,key=lambda x:-x), list(zip([1,2],[3,4],strict=True)), max([1,2],key=lambda v:-v), dict(a=1,b=2), str(b"x",encoding="ascii"))
try: int("1",bas=2)
except TypeError as ex: print(ex)
class Sup:
    def __init__(self,v): self.v=v
    @classmethod
    def mk(cls,v): return cls(v)
    def who(self): return "sup"
class Sub(Sup):
    def __init__(self,v): super().__init__(v+1)
    def who(self): return "sub>"+super().who()
    @classmethod
    def mk(cls,v): return super().mk(v*10)
for i in range(2): o=Sub.mk(2); print(type(o).__name__,o.v,o.who())
import math, random
for i in range(2): print(math.sqrt(4), math.pi)
math.foo=1; print(math.foo); del math.foo
try: math.foo
except AttributeError as ex: print(ex)
class Slots:
    __slots__=('a','b')
    def __init__(self): self.a=1
q=Slots(); print(q.a)
try: q.b
except AttributeError as ex: print(ex)
try: q.c=1
except AttributeError as ex: print(ex)
class Desc:
    def __get__(self,o,t=None): return "got" if o is not None else self
    def __set__(self,o,v): print("set",v)
class U:
    d=Desc(); n=property(lambda s:1)
u=U(); u.d=4; print(u.d,u.n)
try: u.n=3
except AttributeError as ex: print(ex)
def gen():
    try:
        yield 1
        yield 2
    finally: print("closed")
for x in gen(): break
print(sum(x for x in range(5)), any(x>3 for x in range(9)), max((x for x in [3,9,2]), default=0))
def deleg():
    r = yield from sub(); print("r",r)
def sub():
    x = yield 1; print("x",x); return 9
d=deleg(); next(d)
try: d.send("hi")
except StopIteration: print("end")
for k,v in {'a':1}.items(): print(k,v)
for i,(x,y) in enumerate([(1,2)]): print(i,x,y)
try:
    for a1,b1 in [(1,2,3)]: pass
except ValueError as ex: print(ex)
