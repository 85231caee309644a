# stress: 1999
import asyncio, contextvars, sys
class D(dict):
    def setdefault(self, k, v=None): return ("mine", k, v)
def sd(d, k):
    return d.setdefault(k, [])
def sd2(d, k):
    return d.setdefault(k, list())
def sd3(d, k):
    return d.setdefault(k, {})
def run_sd():
    d = {}
    for i in range(300):
        sd(d, i % 7).append(i); sd2(d, (i % 5, 1)).append(i); sd3(d, str(i % 3))[i] = 1
    print(sorted(map(len, d.values())), len(d))
    for bad in ([], {}, set()):
        for f in (sd, sd2, sd3):
            try: f(d, bad)
            except TypeError as e: print("TE", e)
    print(sd(D(), 1), sd2(D(), 2), sd3(D(a=1), "a"))
    for o in (None, 5, [1]):
        try: sd(o, 1)
        except AttributeError as e: print(e)
    global list
    old = list
    calls = []
    def fake(): calls.append(1); return [99]
    list = fake
    print(sd2(d, "new"), sd2(d, "new"), len(calls))
    del list
    print(sd2({}, 1))
run_sd()

class V:
    log = []
    def __init__(self, v): self.v = v
    def __eq__(self, o): V.log.append(("eq", self.v, getattr(o, "v", o))); return self.v == getattr(o, "v", o)
    def __lt__(self, o): V.log.append(("lt", self.v, getattr(o, "v", o))); return self.v < getattr(o, "v", o)
    def __gt__(self, o): V.log.append(("gt", self.v, getattr(o, "v", o))); return "yes" if self.v > getattr(o, "v", o) else ""
    __le__ = __lt__
    __ge__ = __gt__
    __hash__ = None
def cmp(a, b, c, d):
    r = []
    r.append((a, b) < (c, d)); r.append((a, b) <= (c, d)); r.append((a, b) > (c, d)); r.append((a, b) >= (c, d)); r.append((a, b) == (c, d)); r.append((a, b) != (c, d))
    r.append((a, b) < (c, d) < (a, d)); r.append((a,) < (c, d)); r.append((a, b) < (c,)); r.append(() < (a,))
    if (a, b) < (c, d): r.append("if")
    while (a, b) == (c, d): r.append("while"); break
    if not (a, b) > (c, d): r.append("not")
    r.append((a, b) < (c, d) or (a, b) > (c, d)); r.append((a, (b, c)) < (c, (d, a)))
    return r
vals = [1, 2, True, 1.0, 2.5, 10**30, -10**30, 0.0, -0.0, float("inf")]
for rnd in range(1):
    t = 0
    for a in vals:
        for b in vals:
            for c in vals[::2]:
                for d in vals[:2]:
                    t = (t * 31 + hash(str(cmp(a, b, c, d)))  * 0 + sum(map(bool, cmp(a, b, c, d)))) % 1000003
    print(t)
print(cmp("a", "b", "a", "c"), cmp(None, 1, None, 2) if False else "")
for args in ((V(1), V(2), V(1), V(3)), (V(1), 2, V(1), 3), (1, V(2), 1, V(2))):
    for _ in range(40): V.log.clear(); r = cmp(*args)
    print(r, len(V.log), V.log[:9])
for args in ((1, "a", 1, 2), (None, 1, None, 2), (None, 1, 2, 3), ([1], 2, [1], 3)):
    for _ in range(5):
        try: r = cmp(*args)
        except TypeError as e: r = str(e)
    print(r)
def side():
    log = []
    def f(x): log.append(x); return x
    for _ in range(50):
        log.clear(); (f(1), f(2)) < (f(3), f(4)); (f(5), f(6)) == (f(7),)
    print(log)
    def g(x): raise ValueError(x)
    for _ in range(50):
        try: (f(1), g(2)) < (f(3), f(4))
        except ValueError as e: pass
    print(log[-3:])
side()

class AI:
    def __init__(self, n, how): self.n = n; self.how = how
    def __aiter__(self): return self
    async def __anext__(self):
        self.n -= 1
        if self.n < 0:
            if self.how == 0: raise StopAsyncIteration
            if self.how == 1: raise StopAsyncIteration("x")
            if self.how == 2:
                try: raise StopAsyncIteration
                finally: order.append("fin")
            if self.how == 3:
                try: raise StopAsyncIteration
                except StopAsyncIteration as e: order.append(type(e).__name__); raise
            if self.how == 4:
                try: {}["k"]
                except KeyError: raise StopAsyncIteration
            if self.how == 5: raise Sub
            if self.how == 6: return self.deep()
            if self.how == 7: raise StopIteration
            if self.how == 8: await asyncio.sleep(0); raise StopAsyncIteration
            if self.how == 9:
                with Ctx(): raise StopAsyncIteration
        return self.n
    def deep(self): raise StopAsyncIteration(7)
class Sub(StopAsyncIteration): pass
class Ctx:
    def __enter__(self): order.append("in")
    def __exit__(self, *e): order.append(e[0].__name__ if e[0] else None)
class It:
    def __init__(self, n, how): self.n = n; self.how = how
    def __iter__(self): return self
    def __next__(self):
        self.n -= 1
        if self.n < 0:
            if self.how == 0: raise StopIteration
            if self.how == 1: raise StopIteration(5)
            if self.how == 2:
                try: raise StopIteration
                except StopIteration: order.append("caught"); raise
            if self.how == 3:
                with Ctx(): raise StopIteration
        return self.n
order = []
def gen(how):
    r = yield from It(3, how)
    yield ("r", r)
def genstop():
    yield 1
    raise StopIteration(3)
async def ag():
    yield 1
    raise StopAsyncIteration
async def costop(): raise StopIteration(4)
async def main1():
    for how in range(10):
        for rep in range(40):
            order.clear(); got = []
            try:
                async for x in AI(3, how): got.append(x)
                else: got.append("else")
            except BaseException as e: got.append((type(e).__name__, str(e), type(e.__cause__).__name__, type(e.__context__).__name__))
            try:
                got.append([x async for x in AI(2, how)])
            except BaseException as e: got.append((type(e).__name__, str(e)))
            it = AI(0, how)
            try: got.append(await it.__anext__())
            except BaseException as e: got.append((type(e).__name__, e.args, type(e.__context__).__name__))
            try: got.append(await anext(it, "dflt"))
            except BaseException as e: got.append((type(e).__name__, e.args))
        print(how, got, order, sys.exc_info())
    for how in range(4):
        for rep in range(40):
            order.clear(); got = [x for x in It(3, how)] + list(It(2, how)) + list(gen(how))
            try: next(It(0, how))
            except StopIteration as e: got.append(("SI", e.value, e.args, type(e.__context__).__name__))
            got.append(next(It(0, how), "d"))
        print(how, got, order)
    for f in (lambda: list(genstop()),):
        try: f()
        except RuntimeError as e: print(e, repr(e.__cause__), e.__cause__.value)
    try: print([x async for x in ag()])
    except RuntimeError as e: print(e, repr(e.__cause__))
    try: await costop()
    except RuntimeError as e: print(e, repr(e.__cause__))
asyncio.run(main1())
