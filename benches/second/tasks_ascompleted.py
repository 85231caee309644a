import asyncio
async def job(i):
    await asyncio.sleep(0)
    return i * 2
async def main():
    t = 0
    for _ in range(100):
        for f in asyncio.as_completed([job(i) for i in range(100)]):
            t += await f
        done, pending = await asyncio.wait([asyncio.create_task(job(i)) for i in range(100)])
        t += sum(d.result() for d in done)
    print(t, len(pending))
asyncio.run(main())
