# Retries with exponential backoff, jitter from a seed, and a circuit breaker.
import asyncio
import random


class TransientError(Exception):
    pass


class PermanentError(Exception):
    pass


class CircuitOpen(Exception):
    pass


def retry(times, base=0.001, factor=2, on=(TransientError,)):
    def deco(f):
        async def wrapper(*args, **kw):
            delay = base
            for attempt in range(1, times + 1):
                try:
                    return await f(*args, **kw)
                except on as e:
                    print(f"  attempt {attempt} failed: {e}")
                    if attempt == times:
                        raise
                    await asyncio.sleep(delay)
                    delay *= factor
        return wrapper
    return deco


class Service:
    def __init__(self, script):
        self.script = iter(script)
        self.calls = 0

    @retry(4)
    async def fetch(self, what):
        self.calls += 1
        await asyncio.sleep(0)
        step = next(self.script, "ok")
        if step == "slow":
            raise TransientError(f"{what} timed out")
        if step == "bad":
            raise PermanentError(f"{what} does not exist")
        return f"{what}: {step}"


class Breaker:
    def __init__(self, limit):
        self.limit, self.failures = limit, 0

    async def call(self, f, *args):
        if self.failures >= self.limit:
            raise CircuitOpen(f"after {self.failures} failures")
        try:
            r = await f(*args)
        except Exception:
            self.failures += 1
            raise
        self.failures = 0
        return r


async def main():
    s = Service(["slow", "slow", "fine", "bad", "slow", "slow", "slow", "slow"])
    breaker = Breaker(2)
    for what in ("page", "image", "video", "audio", "text"):
        print(what)
        try:
            print("  got", await breaker.call(s.fetch, what))
        except TransientError as e:
            print("  gave up:", e)
        except PermanentError as e:
            print("  permanent:", e)
        except CircuitOpen as e:
            print("  circuit open", e)
    print("calls", s.calls)
    random.seed(3)
    print([round(0.1 * 2 ** i * random.uniform(0.5, 1.5), 4) for i in range(5)])


asyncio.run(main())
