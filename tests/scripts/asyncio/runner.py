# Runner: several runs on one loop.
import asyncio


async def show(v):
    await asyncio.sleep(0)
    return v, asyncio.current_task().get_name()


async def fail():
    raise ValueError("run failed")


with asyncio.Runner() as runner:
    print(runner.run(show(1)))
    loop = runner.get_loop()
    print(runner.run(show(2)))
    try:
        runner.run(fail())
    except ValueError as e:
        print("ValueError:", e)
    print(runner.get_loop() is loop, loop.is_running(), loop.is_closed())

    async def keep():
        global bg
        bg = asyncio.create_task(asyncio.sleep(0.001, "bg done"))

    runner.run(keep())
    print(bg.done())

    async def finish():
        return await bg

    print(runner.run(finish()))
print(loop.is_closed())
c = show(3)
try:
    runner.run(c)
except RuntimeError as e:
    print("RuntimeError:", e)
c.close()
with asyncio.Runner(debug=False) as r:
    print(r.run(show("named")))

    async def nested():
        x = show(0)
        try:
            r.run(x)
        except RuntimeError as e:
            print("RuntimeError:", e)
        x.close()

    r.run(nested())
