# deviates: CPython hangs for ever; here a deadlock ends with a report on standard error and a failing exit code.
# exit: 1
import asyncio


async def consumer(q):
    while True:
        print("got", await q.get())


async def main():
    q = asyncio.Queue()
    for i in range(2):
        q.put_nowait(i)
    await consumer(q)


asyncio.run(main())
