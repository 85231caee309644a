# deviates: CPython hangs for ever; here a deadlock ends with a report on standard error and a failing exit code.
# exit: 1
import asyncio


async def main():
    lock = asyncio.Lock()
    print("first acquire")
    await lock.acquire()
    print("second acquire")
    await lock.acquire()
    print("never")


asyncio.run(main())
