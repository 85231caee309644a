# deviates: in CPython these six names need an import; here they are always in scope.
async def job(n):
    await sleep(0)
    return n


async def main():
    t = create_task(job(1))
    print(await t)
    print(await gather(job(2), job(3)))
    async with timeout(1):
        print(await job(4))
    async with TaskGroup() as tg:
        t = tg.create_task(job(5))
    print(t.result())
    try:
        async with timeout(0.001):
            await sleep(1)
    except TimeoutError:
        print("timed out")


run(main())
sleep = "names of one's own win"
print(sleep)
