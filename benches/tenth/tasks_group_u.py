"""First-result-wins search and supervised workers with asyncio.TaskGroup."""
import asyncio
import random


class Found(Exception):
    def __init__(self, who: int, what: int) -> None:
        self.who, self.what = who, what


class WorkerCrash(RuntimeError):
    pass


async def seeker(who: int, secret: int, stats: dict[str, int]) -> None:
    guess = who * 17
    try:
        while True:
            guess = (guess * 5 + 3 + who) % 256
            stats["guesses"] += 1
            if guess == secret:
                raise Found(who, guess)
            if stats["guesses"] % 50_000 == 49_999:
                raise WorkerCrash("tired")
            await asyncio.sleep(0)
    except asyncio.CancelledError:
        stats["cancelled"] += 1
        raise
    finally:
        stats["ended"] += 1


async def search(secret: int, stats: dict[str, int]) -> int:
    winner = -1
    try:
        async with asyncio.TaskGroup() as group:
            for who in range(16):
                group.create_task(seeker(who, secret, stats))
    except* Found as eg:
        winner = min(e.who for e in eg.exceptions)
        stats["found"] += len(eg.exceptions)
    except* WorkerCrash as eg:
        stats["crashed"] += len(eg.exceptions)
    return winner


async def supervise(rng: random.Random, jobs: int) -> tuple[int, int]:
    restarts, done = 0, 0

    async def one(n: int) -> None:
        nonlocal done
        await asyncio.sleep(0)
        if rng.random() < 0.02:
            raise WorkerCrash(n)
        done += 1

    pending = list(range(jobs))
    while pending:
        batch, pending = pending[:80], pending[80:]
        running: list[asyncio.Task[None]] = []
        try:
            async with asyncio.TaskGroup() as tg:
                running = [tg.create_task(one(n)) for n in batch]
        except ExceptionGroup as group:
            crashed, rest = group.split(WorkerCrash)
            assert rest is None and crashed is not None
            restarts += 1
            pending += [n for n, t in zip(batch, running)
                        if t.cancelled() or t.exception() is not None]
    return done, restarts


async def main() -> None:
    stats = dict.fromkeys(("guesses", "cancelled", "ended", "found", "crashed"), 0)
    winners = [await search(secret * 7 % 256, stats) for secret in range(900)]
    print("winners", sum(winners), [winners.count(w) for w in range(16)])
    print(stats)
    print("supervise", await supervise(random.Random(8), 20000))


asyncio.run(main())
