# The most common shape of a script.
import asyncio
import time


async def say_after(delay, what):
    await asyncio.sleep(delay)
    print(what)


async def main():
    print("started")
    await say_after(0.01, "hello")
    await say_after(0.02, "world")
    task1 = asyncio.create_task(say_after(0.15, "hello again"))
    task2 = asyncio.create_task(say_after(0.3, "world again"))
    start = time.perf_counter()
    await task1
    await task2
    elapsed = time.perf_counter() - start
    print(f"together: {'yes' if elapsed < 0.44 else 'no'}")
    print("finished")


if __name__ == "__main__":
    asyncio.run(main())
    print(__name__)
