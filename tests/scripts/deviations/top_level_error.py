# deviates: CPython refuses `await` outside a function; an error in the main task ends the script with 1.
# exit: 1
import asyncio


async def fails():
    await asyncio.sleep(0)
    raise ValueError("from a coroutine")


try:
    await fails()
except ValueError as e:
    print("caught", e)
await fails()
print("never")
