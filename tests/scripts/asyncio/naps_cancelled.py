# A task whose sleeps are cancelled hundreds of times: none of their timers may end a later sleep. Names and contexts of tasks.
import asyncio
import contextvars

var = contextvars.ContextVar("var")


async def naps(n, each, last):
    cancelled = 0
    for _ in range(n):
        try:
            await asyncio.sleep(each)
        except asyncio.CancelledError:
            cancelled += 1
    loop = asyncio.get_running_loop()
    start = loop.time()
    await asyncio.sleep(last)
    return cancelled, loop.time() - start >= last - 0.001


async def disturb(task, n):
    for _ in range(n):
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.sleep(0)


async def sleeps():
    # more than fit the small number by which sleeps are told apart
    for n, each, last in ((3, 10, 0.01), (700, 0.03, 0.06), (300, 10, 0.02)):
        task = asyncio.create_task(naps(n, each, last))
        others = [asyncio.create_task(asyncio.sleep(0.02 + i / 10000, i)) for i in range(50)]
        await disturb(task, n)
        print(await task, sum(await asyncio.gather(*others)))


async def fired_and_cancelled():
    order = []

    async def sleeper(n):
        try:
            await asyncio.sleep(0.001)
            order.append((n, "slept"))
        except asyncio.CancelledError:
            order.append((n, "cancelled"))
            await asyncio.sleep(0.002)
            order.append((n, "slept after all"))

    tasks = [asyncio.create_task(sleeper(n)) for n in range(3)]
    asyncio.get_running_loop().call_later(0.001, tasks[2].cancel)
    await asyncio.sleep(0)
    import time

    time.sleep(0.005)
    await asyncio.gather(*tasks)
    print(len(order), sorted(order)[:2])


async def who():
    return asyncio.current_task().get_name(), var.get("unset")


async def names():
    context = contextvars.copy_context()
    context.run(var.set, "given")
    print(await asyncio.create_task(who(), name="own", context=context))
    print(await asyncio.create_task(who(), context=context) == await asyncio.create_task(who(), context=context))
    var.set("outer")
    task = asyncio.create_task(who(), name="before")
    task.set_name("after")
    print(task.get_name(), task.get_context()[var], await task)

    async def sets():
        var.set("inner")
        await asyncio.sleep(0)
        return var.get()

    task = asyncio.create_task(sets(), name="setter")
    await asyncio.sleep(0)
    print(task.get_context()[var], task.get_name(), var.get())
    task.set_name(5)
    print(await task, task.get_name())


async def main():
    await sleeps()
    await fired_and_cancelled()
    await names()


asyncio.run(main())
