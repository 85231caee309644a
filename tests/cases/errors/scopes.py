return 1
yield 2
await x
break
continue
nonlocal q
async for i in y: pass
def f(a, a):
    await a
    x = 1
    global x
    nonlocal missing
    [await b for b in a]
    [(yield) for c in a]
    for i in a:
        def g(): break
    class D: return
    async with a: pass
