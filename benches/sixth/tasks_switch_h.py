"""Game of ants: every ant is a task and gives way after every step."""
import asyncio
import random

STEPS = 9500

DIRECTIONS = ((0, -1), (1, 0), (0, 1), (-1, 0))


class World:
    def __init__(self, width, height):
        self.width = width
        self.height = height
        self.grid = [[0] * width for _ in range(height)]
        self.flips = 0

    def flip(self, x, y):
        self.grid[y][x] ^= 1
        self.flips += 1
        return self.grid[y][x]

    def population(self):
        return sum(sum(row) for row in self.grid)


class Ant:
    """Langton's ant."""

    def __init__(self, world, x, y, heading):
        self.world = world
        self.x = x
        self.y = y
        self.heading = heading

    def step(self):
        colour = self.world.flip(self.x, self.y)
        self.heading = (self.heading + (1 if colour else -1)) % 4
        dx, dy = DIRECTIONS[self.heading]
        self.x = (self.x + dx) % self.world.width
        self.y = (self.y + dy) % self.world.height

    async def live(self, steps):
        for _ in range(steps):
            self.step()
            await asyncio.sleep(0)


class LazyAnt(Ant):
    """Rests every third turn."""

    async def live(self, steps):
        for n in range(steps):
            if n % 3:
                self.step()
            await asyncio.sleep(0)


class Chronicle:
    def __init__(self, world):
        self.world = world
        self.counts = []
        self.running = True

    async def write(self):
        turn = 0
        while self.running:
            if turn % 64 == 0:
                self.counts.append(self.world.population())
            turn += 1
            await asyncio.sleep(0)
        return turn


async def main():
    rng = random.Random(7)
    world = World(32, 24)
    ants = []
    for n in range(40):
        kind = LazyAnt if n % 4 == 3 else Ant
        ants.append(kind(world, rng.randrange(32), rng.randrange(24), rng.randrange(4)))
    chronicle = Chronicle(world)
    writer = asyncio.create_task(chronicle.write())
    for task in [asyncio.create_task(ant.live(STEPS)) for ant in ants]:
        await task
    chronicle.running = False
    turns = await writer
    print("flips", world.flips, "population", world.population())
    print("turns", turns >= STEPS, "entries", sum(chronicle.counts) % 10007)
    print("ants", [(a.x, a.y) for a in ants[:5]])


asyncio.run(main())
