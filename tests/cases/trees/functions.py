@a.b(c)
@(d := e)
async def f[T](a, b: int = 1, /, c=2, *args: *Ts, d, e: str = "", **kw: T) -> None:
    """doc"""
    nonlocal_ = 1
    async with a as b:
        return [x async for x in y]
    await z
def g(*, a, b=1): yield
def h(a, /): yield from a
def i(): x = yield a, *b; return *x, y
def outer():
    v = 1
    def inner():
        nonlocal v
        global w
        v = w = 2
    return inner
class C: pass
@dec
class D[T](Base, metaclass=M, *args, **kw):
    x: int = 1
    def method(self): return super().method()
class E(): ...
