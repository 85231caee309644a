import asyncio
async def f(n):
    if n == 0:
        raise ValueError("deep")
    await asyncio.create_task(f(n - 1))
asyncio.run(f(6))
