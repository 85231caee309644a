# current_task and all_tasks.
import asyncio


async def child(ev):
    print("in", asyncio.current_task().get_name())
    await ev.wait()


def names():
    return sorted(t.get_name() for t in asyncio.all_tasks())


async def main():
    ev = asyncio.Event()
    print(asyncio.current_task().get_name(), names())
    ts = [asyncio.create_task(child(ev), name=f"child-{i}") for i in range(3)]
    print(names())
    await asyncio.sleep(0)
    print(len(asyncio.all_tasks() - {asyncio.current_task()}))
    ts[0].cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(names())
    ev.set()
    await asyncio.wait(ts)
    print(names())
    seen = []
    asyncio.get_running_loop().call_soon(lambda: seen.append(asyncio.current_task()))
    await asyncio.sleep(0)
    print("in a callback:", seen)


asyncio.run(main())
try:
    asyncio.current_task()
except RuntimeError as e:
    print("RuntimeError:", e)
try:
    asyncio.all_tasks()
except RuntimeError as e:
    print("RuntimeError:", e)
