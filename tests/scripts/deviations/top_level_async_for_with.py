# deviates: CPython refuses `async for`, `async with` and async comprehensions at the top level.
import asyncio


async def numbers(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i


class Session:
    async def __aenter__(self):
        print("enter")
        return self

    async def __aexit__(self, *exc):
        print("exit")


async for n in numbers(3):
    print(n)
async with Session() as s:
    print("inside", s is not None)
print([n * n async for n in numbers(4)])
lock = asyncio.Lock()
async with lock:
    print(lock.locked())
print(lock.locked())
