# deviates: CPython hangs for ever; a future nobody can complete is reported at once, `after` is never printed.
# exit: 1
import asyncio


async def main():
    ev = asyncio.Event()
    print("waiting for an event nobody sets")
    await ev.wait()
    print("after")


asyncio.run(main())
