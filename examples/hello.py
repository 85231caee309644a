# Hello, twice: a coroutine waits without stopping the others.
#
# `async def` makes a coroutine function; `await` waits for what takes time; `asyncio.run` runs the first one.
import asyncio


async def greet(name, delay):
    await asyncio.sleep(delay)
    print(f"Hello, {name}!")


async def main():
    print("Two greetings are on their way.")
    slow = asyncio.create_task(greet("moon", 0.2))  # starts as soon as main waits
    await greet("sun", 0.1)
    await slow
    print("Both have arrived.")


asyncio.run(main())
