# Future: states, results, errors, callbacks and InvalidStateError texts.
import asyncio


def attempt(label, f, *args):
    try:
        print(label, "->", f(*args))
    except BaseException as e:
        print(label, "raises", type(e).__name__, "|", e)


async def main():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    print(f.done(), f.cancelled(), asyncio.isfuture(f))
    attempt("result", f.result)
    attempt("exception", f.exception)
    f.set_result("r")
    print(f.done(), f.result(), f.exception(), await f)
    attempt("set again", f.set_result, 2)
    attempt("set error", f.set_exception, ValueError("x"))
    print("cancel done:", f.cancel())
    f = asyncio.Future()
    f.set_exception(ValueError)
    attempt("class as exception", f.result)
    f = asyncio.Future()
    attempt("no exception", f.set_exception, 3)
    attempt("StopIteration", f.set_exception, StopIteration())
    print("a StopIteration becomes", repr(f.exception()))
    f = asyncio.Future()
    print(f.done(), f.cancel("msg"), f.cancel(), f.cancelled())
    attempt("cancelled result", f.result)
    attempt("cancelled exception", f.exception)
    attempt("set cancelled", f.set_result, 1)
    try:
        await f
    except asyncio.CancelledError as e:
        print("await cancelled", e.args)
    f = loop.create_future()
    f.set_exception(OSError("disk"))
    for i in range(2):
        try:
            await f
        except OSError as e:
            print("await", i, e)
    print(repr(f.exception()))
    f = loop.create_future()
    loop.call_soon(f.set_result, [1])
    print(await asyncio.gather(f, f, f))
    print(issubclass(asyncio.Task, asyncio.Future), issubclass(asyncio.CancelledError, Exception),
          issubclass(asyncio.CancelledError, BaseException), asyncio.TimeoutError is TimeoutError)


asyncio.run(main())
