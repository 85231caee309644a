# differs: reports of what was lost are our own
import asyncio


async def worker():
    await asyncio.sleep(10)


loop = asyncio.new_event_loop()
task = loop.create_task(worker(), name="left")
loop.run_until_complete(asyncio.sleep(0))
loop.close()
print("end")
