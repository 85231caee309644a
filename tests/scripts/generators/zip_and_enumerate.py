# zip and enumerate of generators in loops, next of iterators, exceptions thrown in
import sys
def g(n,name='g',boom=None):
    for i in range(n):
        if i==boom: raise KeyError(name)
        yield i
    return 'end'
def d(n):
    r = yield from g(n,'d')
    yield r
def test(f):
    out=[]
    try: f(out)
    except BaseException as e: out.append(repr(e))
    print(f.__name__,out)
def a1(o):
    for i,x in enumerate(g(5)): o.append((i,x))
def a2(o):
    for i,x in enumerate(d(3)): o.append((i,x))
def a3(o):
    for i,x in enumerate(g(5,'g',3)): o.append((i,x))
def a4(o):
    for x,y in zip(g(5),g(3,'h')): o.append((x,y))
def a5(o):
    for x,y in zip(g(3),g(5,'h')): o.append((x,y))
def a6(o):
    for x,y in zip(g(5),[1,2,3]): o.append((x,y))
def a7(o):
    for x,y in zip([1,2,3],g(5)): o.append((x,y))
def a8(o):
    z=g(7)
    for x,y in zip(z,z): o.append((x,y))
def a9(o):
    for x,y in zip(d(3),d(5)): o.append((x,y))
def a10(o):
    for x,y in zip(g(5),g(5,'h',2)): o.append((x,y))
def a11(o):
    for x,y in enumerate(g(5)):
        if x==2: break
        o.append((x,y))
    o.append((x,y))
def a12(o):
    e=enumerate(g(5))
    for x,y in e:
        o.append((x,y))
        if x==1: break
    o.append(next(e))
    for x,y in e: o.append((x,y))
    o.append(next(e,None))
def a13(o):
    for x,y in enumerate(g(3),1<<46): o.append((x,y))
    for x,y in enumerate(g(3),(1<<47)-2): o.append((x,y))
    for x,y in enumerate(g(3),(1<<63)-2): o.append((x,y))
    for x,y in enumerate(g(3),-2): o.append((x,y))
def a14(o):
    def self_():
        yield 1
        for a in zz: o.append(a)
        yield 2
    zz=enumerate(self_())
    for x,y in zz: o.append((x,y))
def a15(o):
    def ex():
        try: raise ValueError
        except ValueError:
            yield 1
            yield 2
    for x,y in enumerate(ex()): o.append((x,y,sys.exc_info()[0]))
    try: raise TypeError
    except TypeError:
        for x,y in enumerate(ex()): o.append((x,y,sys.exc_info()[0]))
        for x,y in zip(ex(),ex()): o.append((x,y,sys.exc_info()[0]))
def a16(o):
    def outer():
        for x,y in zip(g(4),g(4,'h')): yield x+y
    for i,s in enumerate(outer()): o.append((i,s))
def a17(o):
    for x,y in zip(g(4),{1:2,3:4}): o.append((x,y))
    for x,y in zip(g(4),'aé'): o.append((x,y))
    for x,y in zip(g(4),{5}): o.append((x,y))
    for x,y in zip(g(4),range(1<<50,(1<<50)+9)): o.append((x,y))
    class L(list): pass
    for x,y in zip(g(4),L([7,8])): o.append((x,y))
    for x,y in zip(g(4),map(str,[7,8])): o.append((x,y))
    for x,y in zip(g(4),enumerate('ab')): o.append((x,y))
def a18(o):
    for x,y in zip(g(4),g(2,'h'),strict=True): o.append((x,y))
def a19(o):
    pass
    it=iter([1,2,3]); o.append(next(it)); o.append(next(it,9)); o.append(next(it,9)); o.append(next(it,9)); o.append(next(it,8))
    it=iter(()); o.append(next(it,7))
    it=iter({1:2}); o.append(next(it)); o.append(next(it,5))
    it=iter('aé'); o.append(next(it)); o.append(next(it)); o.append(next(it,5))
    it=iter(range(2)); o.append(next(it)); o.append(next(it)); o.append(next(it,5))
    class L(list): pass
    it=iter(L([1])); o.append(next(it,0)); o.append(next(it,0))
    l=[1]; it=iter(l); next(it); o.append(next(it,0)); l.append(3); o.append(next(it,0))
    dd={1:1,2:2}; it=iter(dd); next(it); dd[3]=3
    try: next(it,0)
    except RuntimeError as e: o.append(str(e))
    it=iter([1]); next(it); next(it)
def a20(o):
    class C(Exception):
        def __init__(self): super().__init__(5)
    def t():
        while True:
            try: yield 1
            except Exception as e: o.append(repr(e))
    q=t(); next(q); q.throw(ValueError); q.throw(C); q.throw(C()); q.throw(KeyError)
    try: q.throw(int)
    except TypeError as e: o.append(str(e))
def stop_at_three(x):
    if x==3: raise StopIteration
    return x
def a21(o):
    for x in map(stop_at_three,[1,2,3,4]): o.append(x)
    for x in filter(stop_at_three,g(5)): o.append(x)
    o.append(list(map(stop_at_three,[1,2,3,4])))
    o.append(list(zip('abcd',map(stop_at_three,[1,2,3,4]))))
    it=map(stop_at_three,[3,1])
    o.append(next(it,'none')); o.append(next(it,'none'))
for _ in range(40):
    if _<39:
        p=print; print=lambda *a:None
    for f in [a1,a2,a3,a4,a5,a6,a7,a8,a9,a10,a11,a12,a13,a14,a15,a16,a17,a18,a19,a20,a21]: test(f)
    if _<39: print=p
