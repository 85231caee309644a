# Three tasks that yield with sleep(0) take strict turns in creation order.
import asyncio


async def walker(name, steps):
    for i in range(steps):
        print(name, i)
        await asyncio.sleep(0)
    print(name, "end")
    return name * steps


async def main():
    print("main start")
    a = asyncio.create_task(walker("a", 3))
    b = asyncio.create_task(walker("b", 1))
    c = asyncio.create_task(walker("c", 4))
    print("created, nothing has run yet")
    await asyncio.sleep(0)
    print("main after first yield")
    await asyncio.sleep(0)
    print("main after second yield")
    d = asyncio.create_task(walker("d", 2))
    print("late task made")
    print(await b)
    print("main got b")
    print(await a)
    print("main got a")
    print(await c, await d)
    print("main end")


asyncio.run(main())
