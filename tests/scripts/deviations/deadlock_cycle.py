# deviates: CPython hangs for ever; here a deadlock ends with a report on standard error and a failing exit code.
# exit: 1
import asyncio


async def worker(name, mine, theirs):
    async with mine:
        print(name, "has its own lock")
        await asyncio.sleep(0)
        async with theirs:
            print("never")


async def main():
    a, b = asyncio.Lock(), asyncio.Lock()
    await asyncio.gather(worker("one", a, b), worker("two", b, a))


asyncio.run(main())
