import asyncio


async def leaf(n):
    await asyncio.sleep(0)
    return {"a": 1}[
        n
    ]


async def middle(*names):
    return [
        await leaf(
            name,
        )
        for name in names
    ]


async def main():
    result = await middle(
        "a",
        "b",
    )
    print(result)


asyncio.run(
    main()
)
