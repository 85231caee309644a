# Players send scores at once; a board keeps them sorted; readers wait for changes.
import asyncio
import random


class Board:
    def __init__(self):
        self.scores, self.version, self.changed = {}, 0, asyncio.Condition()

    async def submit(self, who, points):
        async with self.changed:
            self.scores[who] = self.scores.get(who, 0) + points
            self.version += 1
            self.changed.notify_all()

    async def wait_for_version(self, v):
        async with self.changed:
            await self.changed.wait_for(lambda: self.version >= v)
            return self.top(3)

    def top(self, n):
        return sorted(self.scores.items(), key=lambda p: (-p[1], p[0]))[:n]


async def player(board, name, rng, games):
    for _ in range(games):
        for _ in range(rng.randint(0, 2)):
            await asyncio.sleep(0)
        await board.submit(name, rng.choice([10, 20, 50]))


async def watcher(board, every, until, out):
    v = every
    while v <= until:
        out.append((v, await board.wait_for_version(v)))
        v += every


async def main():
    board, out, rng = Board(), [], random.Random(5)
    names = ["ann", "bob", "cid", "dee"]
    w = asyncio.create_task(watcher(board, 4, 12, out))
    await asyncio.gather(*(player(board, n, rng, 3) for n in names))
    await w
    for v, top in out:
        print(v, top)
    print(board.version, board.top(9))
    for place, (name, points) in enumerate(board.top(3), 1):
        print(f"{place}. {name:<5}{points:>5}")


asyncio.run(main())
