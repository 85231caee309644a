# A deadlock: two tasks, each waiting for the lock the other holds.
#
# Quaver ends the program and says who waits for whom, and where. The cure: take the locks in the same order.
# deviates: CPython waits for ever.
import asyncio


async def transfer(name, source, target):
    async with source:
        print(f"{name}: has one account, wants the other")
        await asyncio.sleep(0.1)
        async with target:
            print(f"{name}: done")


async def main():
    savings, current = asyncio.Lock(), asyncio.Lock()
    await asyncio.gather(
        asyncio.create_task(transfer("rent", savings, current), name="rent"),
        asyncio.create_task(transfer("salary", current, savings), name="salary"),
    )


asyncio.run(main())
