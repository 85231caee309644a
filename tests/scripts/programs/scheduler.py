# A cron-like scheduler with priorities, periodic jobs and cancellation, on a fake clock.
import asyncio


class Clock:
    def __init__(self):
        self.now = 0
        self.waiters = []

    async def sleep(self, n):
        fut = asyncio.get_running_loop().create_future()
        self.waiters.append((self.now + n, len(self.waiters), fut))
        self.waiters.sort(key=lambda w: w[:2])
        return await fut

    async def advance(self, n):
        end = self.now + n
        while self.waiters and self.waiters[0][0] <= end:
            t, _, fut = self.waiters.pop(0)
            self.now = t
            if not fut.done():
                fut.set_result(t)
            for _ in range(3):
                await asyncio.sleep(0)
        self.now = end


class Scheduler:
    def __init__(self, clock):
        self.clock, self.tasks = clock, {}

    def every(self, period, name, times=None):
        def deco(f):
            async def loop():
                n = 0
                while times is None or n < times:
                    await self.clock.sleep(period)
                    n += 1
                    try:
                        await f(n)
                    except Exception as e:
                        print(f"[{self.clock.now:>3}] {name} failed: {e!r}")
            self.tasks[name] = asyncio.create_task(loop(), name=name)
            return f
        return deco

    def after(self, delay, f, *args):
        async def once():
            await self.clock.sleep(delay)
            f(*args)
        self.tasks[f"after-{delay}"] = asyncio.create_task(once())

    async def stop(self):
        for t in self.tasks.values():
            t.cancel()
        r = await asyncio.gather(*self.tasks.values(), return_exceptions=True)
        return {n: type(x).__name__ for n, x in zip(self.tasks, r)}


async def main():
    clock = Clock()
    s = Scheduler(clock)

    @s.every(10, "beat")
    async def beat(n):
        print(f"[{clock.now:>3}] beat {n}")

    @s.every(15, "report", times=2)
    async def report(n):
        print(f"[{clock.now:>3}] report {n}")
        if n == 2:
            raise RuntimeError("report broke")

    s.after(12, print, "one shot at twelve")
    await asyncio.sleep(0)
    await clock.advance(33)
    print("now", clock.now, "done:", sorted(n for n, t in s.tasks.items() if t.done()))
    await clock.advance(10)
    print(await s.stop())


asyncio.run(main())
