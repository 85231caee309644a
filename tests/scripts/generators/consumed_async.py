# stress: 9973
# Built-in functions that go through generators in coroutines and async generators.
import asyncio


async def worker(n, out):
    for i in range(n):
        xs = [i, i + 1, i + 2]
        out.append(sum(x * x for x in xs))
        out.append(any(x == 5 for x in xs))
        out.append(all(x < 90 for x in xs))
        out.append(max(x * 0.5 for x in xs))
        out.append(list(x for x in xs))
        out.append(dict((x, str(x)) for x in xs))
        out.append("".join(str(x) for x in xs))
        out.append(tuple(sorted(-x for x in xs)))
        if i % 50 == 0:
            await asyncio.sleep(0)
        del out[:-8]
    try:
        sum(1 // (x - 1) for x in xs if x > 97 or True for x in (0, 1))
    except ZeroDivisionError as e:
        out.append(str(e))


async def numbers(n):
    for i in range(n):
        yield sum(x for x in range(i))
        await asyncio.sleep(0)


async def main():
    outs = [[] for _ in range(3)]
    await asyncio.gather(*(worker(400, out) for out in outs))
    for out in outs:
        print(out)
    print([x async for x in numbers(6)])
    print(sum([x async for x in numbers(6)]))


asyncio.run(main())
