import asyncio
from asyncio import sleep


async def spinner(ident, rounds, trace):
    x = ident + 1
    for i in range(rounds):
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
        if i % 500 == 0:
            trace.append((ident, i))
        await sleep(0)
    return x


async def main():
    trace = []
    tasks = [asyncio.create_task(spinner(i, 3000 + 10 * i, trace)) for i in range(100)]
    results = [await t for t in tasks]
    h = 0
    for ident, i in trace:
        h = (h * 131 + ident * 7 + i) % 998244353
    print("tasks:", len(results))
    print("xor-ish:", sum(results) % 1000007)
    print("trace:", len(trace), h)


asyncio.run(main())
