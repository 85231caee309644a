# Chess-like clocks: nested asyncio.timeout blocks, rescheduled deadlines,
# and asyncio.timeout_at in the past.
import asyncio


class Clock:
    def __init__(self, name, budget):
        self.name = name
        self.budget = budget
        self.moves = 0
        self.flags = 0


async def think(depth):
    """Takes some switches to decide."""
    score = 1
    for level in range(depth):
        await asyncio.sleep(0)
        score = (score * 13 + level) % 4093
    return score


async def play(clock, positions, limit=20.0):
    total = 0
    for position in range(positions):
        try:
            async with asyncio.timeout(limit) as outer:
                if position % 10 == 3:
                    outer.reschedule(outer.when() + 1)
                async with asyncio.timeout(limit * 2):
                    total += await think(position % 3)
                clock.moves += 1
        except TimeoutError:
            clock.flags += 1
    return total


async def late(rounds):
    """Deadlines that have passed already fire at the first suspension."""
    loop = asyncio.get_running_loop()
    fired = survived = 0
    for i in range(rounds):
        try:
            async with asyncio.timeout_at(loop.time() - 1) as scope:
                if i % 4 == 0:
                    scope.reschedule(None)
                await asyncio.sleep(0)
                await asyncio.sleep(0)
                survived += 1
        except TimeoutError:
            fired += 1
    return fired, survived


async def nested_late(rounds):
    """The inner scope expires, the outer one must not notice."""
    inner_hits = outer_hits = cleanup = 0
    for i in range(rounds):
        try:
            async with asyncio.timeout(60):
                try:
                    async with asyncio.timeout(0 if i % 2 else None) as inner:
                        try:
                            await think(2)
                        finally:
                            cleanup += 1
                except TimeoutError:
                    inner_hits += inner.expired()
        except TimeoutError:
            outer_hits += 1
    return inner_hits, outer_hits, cleanup


async def shielded(rounds):
    done = []

    async def save(n):
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        done.append(n)

    missed = 0
    keep = []
    for n in range(rounds):
        task = asyncio.create_task(save(n))
        keep.append(task)
        try:
            async with asyncio.timeout(0):
                await asyncio.shield(task)
        except TimeoutError:
            missed += 1
    for task in keep:
        await task
    return missed, len(done), sum(done)


async def main():
    clocks = [Clock(f"player{i}", 100 + i) for i in range(16)]
    scores = await asyncio.gather(*[play(c, 400) for c in clocks])
    print("play", sum(scores), sum(c.moves for c in clocks), sum(c.flags for c in clocks))
    print("late", await late(3000))
    print("nested", await nested_late(2500))
    print("shielded", await shielded(2000))
    try:
        async with asyncio.timeout(0.002):
            await asyncio.Event().wait()
    except TimeoutError as err:
        print("at last", type(err).__name__)


asyncio.run(main())
