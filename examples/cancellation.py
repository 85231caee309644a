# A cancelled task is told where it waits, and cleans up.
#
# CancelledError is raised at the `await`; `finally` and `async with` do the rest, and may wait themselves.
import asyncio


class Printer:
    async def __aenter__(self):
        print("printer on")
        return self

    async def __aexit__(self, *error):
        await asyncio.sleep(0.1)  # clean-up may wait, too
        print("printer off")

    async def page(self, n):
        await asyncio.sleep(0.1)
        print(f"page {n}")


async def print_book():
    async with Printer() as printer:
        n = 0
        while True:
            n += 1
            await printer.page(n)


async def main():
    job = asyncio.create_task(print_book())
    await asyncio.sleep(0.35)
    print("that is enough")
    job.cancel()
    try:
        await job
    except asyncio.CancelledError:
        print("cancelled:", job.cancelled())


asyncio.run(main())
