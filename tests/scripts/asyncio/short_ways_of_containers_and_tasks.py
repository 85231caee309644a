# stress: 1999
import asyncio, contextvars, random
r = random.Random(11)
# lists with room in front against a model
def lists():
    total = 0
    for rnd in range(25):
        a = list(range(r.randrange(60))); m = list(a)
        for step in range(120):
            k = r.randrange(16); n = len(a)
            if k == 0 and n: x = a.pop(0); y = m[0]; m = m[1:]; assert x == y
            elif k == 1: a.insert(0, step); m = [step] + m
            elif k == 2 and n: i = r.randrange(n); del a[i]; m = m[:i] + m[i+1:]
            elif k == 3 and n: i, j = sorted((r.randrange(n + 1), r.randrange(n + 1))); del a[i:j]; m = m[:i] + m[j:]
            elif k == 4: i = r.randrange(n + 1); a.insert(i, -step); m = m[:i] + [-step] + m[i:]
            elif k == 5: a.extend([1, 2, 3]); m = m + [1, 2, 3]
            elif k == 6 and n > 3: s = r.randrange(1, 4); c = len(a[::s]); a[::s] = [7] * c; m = [7 if i % s == 0 else v for i, v in enumerate(m)]
            elif k == 7 and n > 3: s = r.randrange(2, 4); del a[1::s]; m = [v for i, v in enumerate(m) if i < 1 or (i - 1) % s]
            elif k == 8: a[0:0] = [9, 9]; m = [9, 9] + m
            elif k == 9 and n: a[:1] = []; m = m[1:]
            elif k == 10 and n: x = a.pop(); m = m[:-1]
            elif k == 11: a.append(step); m = m + [step]
            elif k == 12: a.reverse(); m = m[::-1]
            elif k == 13: a.sort(); m = sorted(m)
            elif k == 14 and n: a[-1] = 5; m = m[:-1] + [5]
            elif k == 15: b = a.copy(); a += b[:3]; m = m + m[:3]
            if len(a) > 300: a.clear(); m = []
            assert a == m, (k, a, m)
            total = (total * 7 + len(a) + sum(a)) % 1000003
    print("lists", total)
lists()
a = [1, 2, 3]; a.extend(a); a += a; a[1:1] = a; print(a, len(a))
def dicts():
    t = 0
    for rnd in range(30):
        d = {"a": 1, "b": rnd}; m = [("a", 1), ("b", rnd)]
        e = {**d, "c": 3}; f = d | e; g = dict(d, z=1); h = {k: v for k, v in e.items()}; c = e.copy()
        for x in (d, e, f, g, h, c):
            for step in range(r.randrange(14)):
                k = r.choice(["a", "b", "c", 1, 2, 3, 2.0, (1, 2), None, True, "q%d" % step])
                if r.randrange(3): x[k] = step
                elif k in x: del x[k]
                else: x.setdefault(k, []) 
            t = (t * 3 + len(x) + len(str(x))) % 1000003
            y = x.copy(); x.clear(); x["k"] = 1; t += len(y); x.update(y); x.pop("k", None); x.popitem() if x else 0
            t = (t * 5 + len(str(list(x)))) % 1000003
    print("dicts", t)
    try: {}["x"]
    except KeyError as e: print(repr(e), e.args)
    d = {"a": 1}
    for bad in (1, 2.5, (1,), None, "zz"):
        try: d[bad]
        except KeyError as e: print(repr(e))
    try: d[[]]
    except TypeError as e: print(e)
    class Miss(dict):
        def __missing__(self, k): return ("m", k)
    print([Miss()[i] for i in range(3)], Miss(a=1)["b"])
    print(dict(a=1, b=2), dict([("a", 1)], b=3), dict({"x": 1}, x=2), dict(**{"k": 1}))
    try: dict(1)
    except TypeError as e: print(e)
    try: dict([(1,2,3)])
    except ValueError as e: print(e)
dicts()
def sets():
    t = 0
    for rnd in range(200):
        s = {r.randrange(30) for _ in range(10)}; u = set(range(rnd % 20))
        t = (t * 3 + sum(s | u) + sum(s & u) * 5 + sum(s - u) * 7 + sum(s ^ u) * 11) % 1000003
        s.discard(3); s.update(u, [1, 2]); s.add(99); t += len(s.union(u, (5,))) + len(s.intersection(u)) + len(s.difference(u))
        try: s.remove(-1)
        except KeyError as e: t += len(repr(e))
    print("sets", t, {1, 2, 3} == {3, 2, 1}, "abc".startswith(("x", "a")), "abc".endswith(("c", 5)))
    try: "abc".startswith(("x", 5))
    except TypeError as e: print(e)
sets()
class E:
    log = []
    def __init__(self, n, swallow=False): self.n = n; self.swallow = swallow
    def __enter__(self): E.log.append(("in", self.n)); return self.n
    def __exit__(self, *exc): E.log.append(("out", self.n, [getattr(x, "__name__", type(x).__name__) for x in exc])); return self.swallow
    async def __aenter__(self): await asyncio.sleep(0); E.log.append(("ain", self.n)); return self
    async def __aexit__(self, *exc): E.log.append(("aout", self.n, len(exc), exc[0] and exc[0].__name__)); return self.swallow
class E3:
    def __enter__(self): return 1
    def __exit__(self, t, v, tb=5, x=7): E.log.append((t, v, tb, x) if t is None else (t.__name__, x)); return True
class E4:
    __enter__ = lambda self: 2
    __exit__ = print
class E5:
    def __enter__(self): return self
    def __exit__(self, a): pass
class E6:
    def __enter__(self): return self
class CallExit:
    def __call__(self, *a): E.log.append(("called", len(a))); return True
class E7:
    def __enter__(self): return self
    __exit__ = CallExit()
def withs():
    for rep in range(30):
        E.log.clear()
        with E(1) as x, E(2, True) as y: pass
        with E(3, True): raise ValueError
        try:
            with E(4): raise KeyError(1)
        except KeyError: E.log.append("ke")
        with E3(): pass
        with E3(): 1 / 0
        for i in range(3):
            with E(5): 
                if i == 1: continue
                if i == 2: break
        def f():
            with E(6): return "ret"
        f()
        with E7(): pass
        with E7(): raise OSError
    print(E.log)
    with E4(): pass
    for C in (E5, E6):
        try:
            with C(): pass
        except (TypeError, AttributeError) as e: print(type(e).__name__, e)
withs()
async def awiths():
    lk = asyncio.Lock(); sem = asyncio.Semaphore(2); cond = asyncio.Condition(); ev = asyncio.Event()
    for rep in range(40):
        E.log.clear()
        async with E(1) as e, lk, sem: E.log.append(lk.locked())
        async with E(2, True): raise ValueError
        try:
            async with E(3), lk: raise KeyError
        except KeyError: E.log.append(lk.locked())
        async with cond: cond.notify_all()
        await lk.acquire(); t = asyncio.create_task(hold(lk)); await asyncio.sleep(0); lk.release(); await t
        for i in range(2):
            async with lk: continue
    print(E.log, sem._value)
async def hold(lk):
    async with lk: E.log.append("held")
asyncio.run(awiths())
var = contextvars.ContextVar("var", default=0)
def deco(f):
    async def wrapper(*args, **kwargs):
        return await f(*args, **kwargs)
    return wrapper
@deco
async def target(a, b=2, *c, d=4, **e): return (a, b, c, d, e)
async def setvar(v):
    old = var.get(); var.set(v); await asyncio.sleep(0); return old, var.get()
async def tasks():
    for rep in range(60):
        out = [await target(1), await target(1, 3, 5, d=6, z=7), await target(b=1, a=2)]
        t = asyncio.create_task(setvar(rep), name="n%d" % rep)
        ctx = contextvars.copy_context(); ctx.run(var.set, "ctx")
        u = asyncio.create_task(setvar("u"), context=ctx)
        w = asyncio.create_task(setvar("w"), name="both", context=ctx)
        t.set_name("again" if rep % 2 else 5)
        out.append((t.get_name(), w.get_name(), await t, await u, await w, ctx[var], var.get()))
        c = asyncio.create_task(asyncio.sleep(10)); await asyncio.sleep(0)
        c.cancel("msg"); 
        try: await c
        except asyncio.CancelledError as e: out.append((e.args, c.cancelled(), c.cancelling()))
        d = asyncio.create_task(asyncio.sleep(10)); d.cancel("early", ) ; d.cancel("late")
        try: await d
        except asyncio.CancelledError as e: out.append((e.args, d.cancelling(), d.uncancel()))
    print(out)
    try: await target()
    except TypeError as e: print(e)
    ts = []
    for i in range(700):
        t = asyncio.create_task(asyncio.sleep(5 + i % 3)); ts.append(t)
        if i % 7 == 0: await asyncio.sleep(0)
        if i % 3 == 0: ts[r.randrange(len(ts))].cancel()
    fin = []
    async def nap(i): await asyncio.sleep(0.04 * (i % 5)); fin.append(i % 5)
    async def many(i):
        for k in range(i % 4): 
            try: await asyncio.wait_for(asyncio.sleep(1), 0.0005)
            except TimeoutError: pass
        return i
    got = await asyncio.gather(*(many(i) for i in range(40)))
    await asyncio.gather(*(nap(i) for i in range(300)))
    for t in ts: t.cancel()
    res = await asyncio.gather(*ts, return_exceptions=True)
    print(sum(got), fin == sorted(fin), len(res), {type(x).__name__ for x in res})
    async with asyncio.timeout(5) as tm:
        await asyncio.sleep(0.001)
    print(tm.expired())
    try:
        async with asyncio.timeout(0.001): await asyncio.sleep(1)
    except TimeoutError: print("to")
    sh = asyncio.create_task(nap(1)); o = asyncio.shield(sh); await asyncio.sleep(0); o.cancel()
    try: await o
    except asyncio.CancelledError: print("outer", sh.done())
    await sh; print(sh.done())
asyncio.run(tasks())
