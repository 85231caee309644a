"""Cooperative switching: many coroutines give way to each other with sleep(0)."""
import asyncio

TURNS = 5100


class Runner:
    def __init__(self, lane, stride):
        self.lane = lane
        self.stride = stride
        self.position = 0
        self.turns = 0

    async def run(self, track):
        for _ in range(TURNS):
            self.position = (self.position + self.stride) % len(track)
            track[self.position] += 1
            self.turns += 1
            await asyncio.sleep(0)
        return self.position


class PingPong:
    def __init__(self):
        self.ball = "ping"
        self.hits = {"ping": 0, "pong": 0}

    async def player(self, mine, other, rounds):
        while self.hits[mine] < rounds:
            if self.ball == mine:
                self.hits[mine] += 1
                self.ball = other
            await asyncio.sleep(0)


async def interleave(name, log, count):
    for i in range(count):
        log.append(name)
        await asyncio.sleep(0)


async def main():
    track = [0] * 101
    runners = [Runner(lane, 3 + 2 * lane) for lane in range(60)]
    tasks = [asyncio.create_task(r.run(track)) for r in runners]
    ends = [await t for t in tasks]
    print("ends", sum(ends), "max", max(track), "turns", sum(r.turns for r in runners))

    game = PingPong()
    rounds = TURNS * 4
    a = asyncio.create_task(game.player("ping", "pong", rounds))
    b = asyncio.create_task(game.player("pong", "ping", rounds))
    await a
    await b
    print("hits", game.hits["ping"], game.hits["pong"])

    log = []
    for name in "abcd":
        asyncio.create_task(interleave(name, log, TURNS))
    while len(log) < 4 * TURNS:
        await asyncio.sleep(0)
    print("log", "".join(log[:12]), "".join(log[-8:]), len(log))


asyncio.run(main())
