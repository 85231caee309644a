import asyncio


async def fail():
    raise KeyError("original")


async def main():
    try:
        await asyncio.create_task(fail(), name="loader")
    except KeyError as e:
        raise RuntimeError("could not load") from e


asyncio.run(main())
