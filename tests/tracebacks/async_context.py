import asyncio


class Connection:
    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        await asyncio.sleep(0)
        raise OSError("cannot close")


async def main():
    async with Connection():
        raise ValueError("in the body")


asyncio.run(main())
