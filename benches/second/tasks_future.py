import asyncio
async def main():
    loop = asyncio.get_running_loop(); t = 0
    for i in range(25000):
        f = loop.create_future(); loop.call_soon(f.set_result, i); t += await f
    cnt = 0
    def cb(fut):
        nonlocal cnt
        cnt += fut.result()
    async def one(): return 1
    ts = []
    for i in range(25000):
        k = asyncio.create_task(one(), name=f"t{i}"); k.add_done_callback(cb); ts.append(k)
    await asyncio.gather(*ts)
    for i in range(10000): t += await asyncio.shield(one())
    print(t, cnt)
asyncio.run(main())
