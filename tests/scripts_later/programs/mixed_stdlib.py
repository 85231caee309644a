# A tutorial-like program with many modules.
import asyncio
import json
import logging
import random
import sys
from collections import Counter, defaultdict, deque
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import Enum
from functools import wraps
from typing import Optional

logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(levelname)-7s %(message)s")
log = logging.getLogger(__name__)


class Status(Enum):
    OK = "ok"
    FAILED = "failed"


@dataclass(order=True)
class Job:
    priority: int
    name: str = field(compare=False)
    attempts: int = field(default=0, compare=False)
    result: Optional[str] = field(default=None, compare=False)


def retry(times):
    def deco(f):
        @wraps(f)
        async def wrapper(job, *a):
            for job.attempts in range(1, times + 1):
                try:
                    return await f(job, *a)
                except ConnectionError as e:
                    log.warning("%s: attempt %d: %s", job.name, job.attempts, e)
                    await asyncio.sleep(0.001)
            raise RuntimeError(f"{job.name} failed {times} times")
        return wrapper
    return deco


@retry(3)
async def process(job, rng):
    await asyncio.sleep(0)
    if rng.random() < 0.4:
        raise ConnectionError("flaky network")
    job.result = job.name[::-1]
    return Status.OK


@asynccontextmanager
async def timer(name):
    log.info("begin %s", name)
    try:
        yield
    finally:
        log.info("end %s", name)


async def main():
    rng, q, stats = random.Random(11), asyncio.PriorityQueue(), defaultdict(list)
    for i, n in enumerate(["alpha", "beta", "gamma", "delta", "eps"]):
        await q.put(Job(5 - i, n))
    history = deque(maxlen=3)
    async with timer("jobs"):
        while not q.empty():
            job = await q.get()
            try:
                status = await process(job, rng)
            except RuntimeError as e:
                log.error(e)
                status = Status.FAILED
            stats[status.value].append(job)
            history.append(job.name)
    print(json.dumps({k: [j.name for j in v] for k, v in stats.items()}, indent=2))
    print(Counter(j.attempts for v in stats.values() for j in v), list(history), stats["ok"][:1])


asyncio.run(main())
