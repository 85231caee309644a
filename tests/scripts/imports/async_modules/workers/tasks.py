import asyncio


class WorkError(Exception):
    pass


async def crunch(n):
    await asyncio.sleep(0)
    return n * n


async def stream(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i


async def fail():
    await asyncio.sleep(0)
    raise WorkError("from the module")


class session:
    def __init__(self, name):
        self.name = name

    async def __aenter__(self):
        print("open", self.name)
        return self

    async def __aexit__(self, *exc):
        print("close", self.name)

    async def get(self, path):
        await asyncio.sleep(0)
        return f"{self.name}{path}"
