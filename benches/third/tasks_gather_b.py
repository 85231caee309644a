"""gather with return_exceptions: unreliable leaf services aggregated through
several layers, with nested gathers and mixed awaitables."""
import asyncio
import random


class ServiceError(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Transient(ServiceError):
    pass


async def leaf(rng_value):
    if rng_value % 11 == 0:
        raise Transient(rng_value)
    if rng_value % 17 == 0:
        raise ServiceError(rng_value)
    if rng_value % 2:
        await asyncio.sleep(0)
    return rng_value


def ready(loop, value):
    fut = loop.create_future()
    fut.set_result(value)
    return fut


async def shard(values, stats):
    loop = asyncio.get_running_loop()
    aws = []
    for v in values:
        if v % 5 == 0:
            aws.append(ready(loop, v))
        else:
            aws.append(leaf(v))
    ok = 0
    for res in await asyncio.gather(*aws, return_exceptions=True):
        if isinstance(res, Transient):
            stats["transient"] += 1
        elif isinstance(res, ServiceError):
            stats["error"] += 1
            ok -= res.code % 3
        else:
            ok += res
    if ok % 19 == 0:
        raise ServiceError(ok)
    return ok


async def region(rng, stats):
    jobs = [shard([rng.randrange(1, 5000) for _ in range(20)], stats)
            for _ in range(10)]
    try:
        got = await asyncio.gather(*jobs)
    except ServiceError as exc:
        stats["region_failed"] += 1
        return -exc.code
    return sum(got)


async def main():
    rng = random.Random(2024)
    stats = {"transient": 0, "error": 0, "region_failed": 0}
    total = 0
    for _ in range(40):
        total += sum(await asyncio.gather(*(region(rng, stats) for _ in range(12))))
    print("total", total)
    for key in sorted(stats):
        print(key, stats[key])


asyncio.run(main())
