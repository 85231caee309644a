# sleepers of many kinds; nothing printed depends on who wakes first
import asyncio

N = 9700


async def nap(i):
    await asyncio.sleep(i % 50 / 2000)
    return i


async def as_they_come(n):
    total = seen = 0
    for first in asyncio.as_completed([nap(i) for i in range(n)]):
        total += await first
        seen += 1
    return total, seen


async def heartbeat(beats, period, out):
    loop = asyncio.get_running_loop()
    next_beat = loop.time()
    for _ in range(beats):
        next_beat += period
        await asyncio.sleep(max(0, next_beat - loop.time()))
        out.append(period)


async def rockets(n):
    """Every rocket burns three stages, then a future tells mission control."""
    loop = asyncio.get_running_loop()
    landed = {}

    def stage(rocket, left, future):
        if left:
            loop.call_later((rocket % 7 + 1) / 3000, stage, rocket, left - 1, future)
        else:
            future.set_result(rocket * 2)

    for r in range(n):
        landed[r] = loop.create_future()
        loop.call_soon(stage, r, 3, landed[r])
    return sum([await f for f in landed.values()])


async def ladder(steps):
    loop = asyncio.get_running_loop()
    base = loop.time() + 0.005
    seen = []

    async def climb(k):
        rung = loop.create_future()
        loop.call_at(base + k * 0.005, rung.set_result, k)
        seen.append(await rung)

    await asyncio.gather(*(climb(k * 5 % steps) for k in range(steps)))
    return seen


async def sleep_and_hurry(n):
    late = []
    for i in range(n):
        t = asyncio.create_task(asyncio.sleep(100 + i, i))
        late.append(t)
    quick = await asyncio.gather(*(asyncio.sleep(0.001, i) for i in range(n)))
    for t in late:
        t.cancel()
    await asyncio.wait(late)
    return sum(quick), sum(t.cancelled() for t in late)


async def main():
    print("come", *await as_they_come(N))
    out = []
    await asyncio.gather(*(heartbeat(5, (i % 4 + 1) / 1000, out) for i in range(N // 4)))
    print("beats", len(out), f"{sum(out):.3f}")
    print("rockets", await rockets(N))
    print("ladder", await ladder(16))
    print("hurry", *await sleep_and_hurry(N))


asyncio.run(main())
