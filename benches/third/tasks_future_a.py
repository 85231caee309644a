"""Bare futures and callbacks: call_soon chains, add_done_callback, promises."""
import asyncio


class Promise:
    """Tiny .then() wrapper over asyncio futures."""

    def __init__(self, fut):
        self.fut = fut

    def then(self, fn):
        out = asyncio.get_running_loop().create_future()

        def done(f):
            if f.exception() is not None:
                out.set_exception(f.exception())
                return
            try:
                out.set_result(fn(f.result()))
            except Exception as exc:
                out.set_exception(exc)

        self.fut.add_done_callback(done)
        return Promise(out)

    def __await__(self):
        return self.fut.__await__()


class Ticker:
    def __init__(self, loop, ident, count, state, fut):
        self.loop = loop
        self.ident = ident
        self.left = count
        self.state = state
        self.fut = fut

    def tick(self, carry):
        self.state[0] = (self.state[0] * 31 + carry + self.ident) % 1_000_000_007
        self.left -= 1
        if self.left:
            self.loop.call_soon(self.tick, (carry * 3 + 1) % 8191)
        else:
            self.fut.set_result(carry)


async def promise_chain(n):
    loop = asyncio.get_running_loop()
    root = loop.create_future()
    p = Promise(root)
    for k in range(15):
        p = p.then(lambda v, k=k: (v * 2 + k) % 9973)
    if n % 6 == 0:
        p = p.then(lambda v: 1 // (v - v))
    loop.call_soon(root.set_result, n)
    try:
        return await p
    except ZeroDivisionError:
        return -1


async def main():
    loop = asyncio.get_running_loop()
    state = [0]
    futs = []
    for i in range(30):
        fut = loop.create_future()
        Ticker(loop, i, 4000, state, fut).tick(i)
        futs.append(fut)
    carries = [await f for f in futs]
    print("ticks", state[0], sum(carries))

    results = await asyncio.gather(*(promise_chain(n) for n in range(3000)))
    print("promises", sum(results), results.count(-1))

    fired = []
    handles = [loop.call_soon(fired.append, i) for i in range(20000)]
    for h in handles[::3]:
        h.cancel()
    timers = [loop.call_later(1000 + i, fired.append, -i) for i in range(5000)]
    for t in timers:
        t.cancel()
    await asyncio.sleep(0)
    print("fired", len(fired), sum(fired))


asyncio.run(main())
