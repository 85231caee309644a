# Default names count up over the whole process.
import asyncio


async def show(label):
    print(label, asyncio.current_task().get_name())


async def main():
    await show("main")
    await asyncio.gather(show("g1"), show("g2"))
    t = asyncio.create_task(show("custom"), name="reader")
    await t
    async with asyncio.TaskGroup() as tg:
        tg.create_task(show("tg"))
        tg.create_task(show("tg"), name="tg-named")
    await asyncio.wait_for(show("wait_for"), 1)
    await asyncio.ensure_future(show("ensured"))
    for f in asyncio.as_completed([show("completed")]):
        await f
    t = asyncio.get_running_loop().create_task(show("loop"), name=None)
    await t
    t.set_name(3.5)
    print(repr(t.get_name()))


asyncio.run(main())
asyncio.run(main())
