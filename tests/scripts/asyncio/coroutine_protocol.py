# A coroutine driven by hand: send, throw, close, and its errors.
import asyncio


class Suspend:
    def __init__(self, tag):
        self.tag = tag

    def __await__(self):
        got = yield self.tag
        return got


async def co(n):
    total = 0
    for i in range(n):
        got = await Suspend(("step", i))
        print("got", got)
        total += got
    return total


c = co(2)
print(c.send(None))
print(c.send(10))
try:
    c.send(20)
except StopIteration as e:
    print("returned", e.value)
try:
    c.send(None)
except RuntimeError as e:
    print("RuntimeError:", e)
c = co(1)
try:
    c.send(5)
except TypeError as e:
    print("TypeError:", e)
c.close()
c.close()
try:
    c.send(None)
except RuntimeError as e:
    print("RuntimeError:", e)


async def guarded():
    try:
        await Suspend("waiting")
    except ValueError as e:
        print("caught", e)
        await Suspend("after error")
        return "recovered"
    finally:
        print("finally")


c = guarded()
print(c.send(None))
print(c.throw(ValueError("thrown in")))
try:
    c.send(None)
except StopIteration as e:
    print(e.value)
c = guarded()
c.send(None)
c.close()
c = guarded()
try:
    c.throw(KeyError("before start"))
except KeyError as e:
    print("KeyError", e)


async def stubborn():
    try:
        await Suspend(1)
    except GeneratorExit:
        await Suspend(2)


c = stubborn()
c.send(None)
try:
    c.close()
except RuntimeError as e:
    print("RuntimeError:", e)


async def outer():
    return await asyncio.sleep(0, await co(0)) if False else await co(0)


try:
    outer().send(None)
except StopIteration as e:
    print("outer", e.value)
w = co(0).__await__()
print(type(w).__name__, hasattr(w, "send"), iter(w) is w)
print(next(w, "done"))
