# call_later, call_at and sleep in one picture.
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    events = []
    loop.call_later(0.04, events.append, "later 40")
    loop.call_later(0.0, events.append, "later 0")
    loop.call_soon(events.append, "soon")
    loop.call_later(0.02, events.append, "later 20")
    t = loop.call_later(0.02, events.append, "dropped")
    print("when is later than now:", t.when() > loop.time())
    print("cancelled?", t.cancelled())
    t.cancel()
    print("cancelled?", t.cancelled())

    async def s(d):
        await asyncio.sleep(d)
        events.append(f"slept {int(d * 1000)}")

    a = asyncio.create_task(s(0.06))
    b = asyncio.create_task(s(0.0))
    await asyncio.gather(a, b)
    for e in events:
        print(e)
    events.clear()

    def chain(n):
        events.append(n)
        if n:
            loop.call_later(0.001, chain, n - 1)
        else:
            fut.set_result("chain done")

    fut = loop.create_future()
    loop.call_soon(chain, 4)
    print(await fut, events)


asyncio.run(main())
