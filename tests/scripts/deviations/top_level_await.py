# deviates: CPython refuses `await` outside a function; here the script that does so is its loop's main task.
import asyncio


async def square(n):
    await asyncio.sleep(0)
    return n * n


print(await square(3))
t = asyncio.create_task(square(4))
print("task made", t.done())
print(await t)
results = await asyncio.gather(*(square(i) for i in range(4)))
print(results)
for i in range(2):
    await asyncio.sleep(0)
    print("loop", i)
print([await square(i) for i in range(3)])
