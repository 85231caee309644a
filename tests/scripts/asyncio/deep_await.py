# Long chains of awaits: values and errors travel all the way.
import asyncio


async def down(n):
    if n == 0:
        await asyncio.sleep(0)
        return 0
    return await down(n - 1) + 1


async def fail_at(n):
    if n == 0:
        raise ValueError("bottom")
    try:
        await fail_at(n - 1)
    finally:
        trail.append(n)


async def with_locals(n, a, b):
    c = a + b
    if n:
        r = await with_locals(n - 1, b, c)
        return (a + r) % 1000
    await asyncio.sleep(0)
    return c % 1000


trail = []


async def main():
    for n in (0, 1, 10, 300):
        print(n, await down(n))
    try:
        await fail_at(50)
    except ValueError as e:
        print(e, trail[:5], trail[-3:])
    print(await with_locals(200, 1, 1))
    print(sum(await asyncio.gather(*(down(20) for _ in range(50)))))
    t = asyncio.create_task(down(5))
    print(await asyncio.wait_for(asyncio.shield(t), 1))


asyncio.run(main())
