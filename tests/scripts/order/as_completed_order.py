# lost: tasks are still asleep at the end
# lost: the run ends before the slow ones
# as_completed yields in order of completion, both ways of iterating.
# (CPython starts the coroutines it is given in the order of a set: they end in turns far apart.)
import asyncio


async def job(name, turns):
    for _ in range(turns):
        await asyncio.sleep(0)
    print("  end", name)
    return name


async def main():
    for fut in asyncio.as_completed([job("a", 9), job("b", 3), job("c", 6), job("d", 0)]):
        print("got", await fut)
    tasks = {asyncio.create_task(job(n, k)): n for n, k in [("x", 2), ("y", 0), ("z", 1)]}
    async for t in asyncio.as_completed(tasks):
        print("task", tasks[t], t.done(), await t)
    its = list(asyncio.as_completed([job("p", 4), job("q", 0)]))
    print(len(its))
    for c in its:
        print(await c)
    try:
        for fut in asyncio.as_completed([asyncio.sleep(0.2, "slow"), job("fast", 0)], timeout=0.03):
            print(await fut)
    except TimeoutError as e:
        print("TimeoutError", repr(str(e)))
    for fut in asyncio.as_completed([]):
        print("never")
    print("end")


asyncio.run(main())
