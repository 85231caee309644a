# Async code spread over modules.
import asyncio

from workers import pool, tasks
from workers.tasks import crunch


async def main():
    print(await crunch(3))
    p = pool.Pool(2)
    print(await p.map(tasks.crunch, range(5)))
    async with tasks.session("s") as s:
        print(await s.get("/x"))
    async for part in tasks.stream(3):
        print("part", part)
    try:
        await tasks.fail()
    except tasks.WorkError as e:
        print(repr(e))
    print(p.done)


asyncio.run(main())
