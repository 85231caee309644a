# differs: reports of what was lost are our own
import asyncio

kept = []


async def fail():
    await asyncio.sleep(0)
    return {}["missing"]


async def main():
    kept.append(asyncio.create_task(fail(), name="kept"))
    await asyncio.sleep(0.01)


asyncio.run(main())
print("end", kept[0].done())
