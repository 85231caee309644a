# The older style: a loop by hand.
import asyncio


async def hello(n):
    await asyncio.sleep(0.001)
    return f"hello {n}"


async def fails():
    raise ValueError("inside")


loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
try:
    print(loop.run_until_complete(hello(1)))
    print(loop.run_until_complete(hello(2)))
    t = loop.create_task(hello(4))
    print(t.done(), loop.run_until_complete(t), t.done())
    f = loop.create_future()
    loop.call_later(0.001, f.set_result, "future")
    print(loop.run_until_complete(f))
    try:
        loop.run_until_complete(fails())
    except ValueError as e:
        print("ValueError", e)

    async def main():
        return asyncio.get_running_loop() is loop, asyncio.get_event_loop() is loop

    print(loop.run_until_complete(main()))
    counter = []

    def step():
        counter.append(len(counter))
        if len(counter) < 5:
            loop.call_soon(step)
        else:
            loop.stop()

    loop.call_soon(step)
    loop.run_forever()
    print(counter)
    never = loop.create_future()
    loop.call_soon(loop.stop)
    try:
        loop.run_until_complete(never)
    except RuntimeError as e:
        print("RuntimeError:", e)
    never.cancel()
finally:
    loop.close()
print(loop.is_closed())
try:
    loop.call_soon(print)
except RuntimeError as e:
    print("RuntimeError:", e)
