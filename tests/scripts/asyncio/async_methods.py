# Async methods, properties that return awaitables, inheritance, super().
import asyncio


class Base:
    def __init__(self, name):
        self.name = name
        self.log = []

    async def start(self):
        await asyncio.sleep(0)
        self.log.append(f"{self.name} base start")
        return self

    async def stop(self):
        self.log.append("base stop")

    @classmethod
    async def create(cls, name):
        return await cls(name).start()

    @staticmethod
    async def helper(x):
        await asyncio.sleep(0)
        return x * 2

    @property
    async def status(self):
        await asyncio.sleep(0)
        return f"{self.name}: {len(self.log)} entries"

    def __await__(self):
        return self.start().__await__()

    async def __aenter__(self):
        return await self.start()

    async def __aexit__(self, *exc):
        await self.stop()


class Child(Base):
    async def start(self):
        await super().start()
        self.log.append("child start")
        return self

    async def stop(self):
        self.log.append("child stop")
        await super().stop()


def logged(f):
    async def wrapper(*args, **kw):
        print("call", f.__name__, args, kw)
        r = await f(*args, **kw)
        print("return", r)
        return r
    return wrapper


@logged
async def add(a, b=1, *, c=0):
    await asyncio.sleep(0)
    return a + b + c


async def main():
    c = await Child.create("c")
    print(c.log)
    print(await c.status, await Child.helper(21))
    d = await Child("d")
    print(d.log)
    async with Child("e") as e:
        print(e.name)
    print(e.log)
    print(await add(1), await add(1, b=2, c=3))
    f = lambda x: add(x, x)
    print(await f(4))
    table = {"a": Base("x").start, "b": c.stop}
    await table["b"]()
    print(c.log[-2:], (await table["a"]()).log)


asyncio.run(main())
