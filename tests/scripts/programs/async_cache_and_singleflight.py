# A decorator that caches coroutine results and joins calls in flight.
import asyncio

calls = []


def cached(f):
    results, flying = {}, {}

    async def wrapper(*args, **kw):
        key = args, tuple(sorted(kw.items()))
        if key in results:
            return results[key]
        if key not in flying:
            flying[key] = asyncio.get_running_loop().create_future()
            try:
                r = results[key] = await f(*args, **kw)
            except BaseException as e:
                flying[key].set_exception(e)
                flying[key].exception()
                raise
            else:
                flying[key].set_result(r)
            finally:
                del flying[key]
            return r
        return await flying[key]

    wrapper.clear = results.clear
    wrapper.__name__ = f.__name__
    return wrapper


@cached
async def slow_square(n, *, times=1):
    calls.append(n)
    await asyncio.sleep(0.001)
    if n < 0:
        raise ValueError(f"negative: {n}")
    return n * n * times


async def main():
    print(await asyncio.gather(*(slow_square(n) for n in (2, 3, 2, 2, 3))), calls)
    print(await slow_square(2), await slow_square(2, times=5), calls)
    r = await asyncio.gather(slow_square(-1), slow_square(-1), slow_square(4), return_exceptions=True)
    print([repr(x) for x in r], calls)
    slow_square.clear()
    print(await slow_square(3), calls, slow_square.__name__)


asyncio.run(main())
