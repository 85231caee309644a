# TaskGroup: children start after the body yields; exit waits for all.
import asyncio


async def child(name, turns):
    print(name, "start")
    for i in range(turns):
        await asyncio.sleep(0)
        print(name, i)
    return name.upper()


async def main():
    async with asyncio.TaskGroup() as tg:
        a = tg.create_task(child("a", 2))
        b = tg.create_task(child("b", 1))
        print("body, nothing ran")
        await asyncio.sleep(0)
        print("body, one turn later")
        c = tg.create_task(child("c", 3))
        print("body ends")
    print("group left", a.result(), b.result(), c.result())

    async with asyncio.TaskGroup() as tg:
        async def spawner(depth):
            print("spawner", depth)
            if depth:
                tg.create_task(spawner(depth - 1))
                await asyncio.sleep(0)
            print("spawner", depth, "ends")
        tg.create_task(spawner(3))
    print("spawned all")
    async with asyncio.TaskGroup():
        print("empty group")
    print("end")


asyncio.run(main())
