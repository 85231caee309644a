"""A flotilla of probes in task groups, some of which get lost."""
import asyncio

MISSIONS = 2500


class ProbeLost(Exception):
    def __init__(self, name, distance):
        super().__init__(f"{name} lost at {distance}")
        self.name = name
        self.distance = distance


class OutOfFuel(ProbeLost):
    pass


class Probe:
    def __init__(self, name, fuel, hull):
        self.name = name
        self.fuel = fuel
        self.hull = hull
        self.distance = 0
        self.recalled = False

    async def fly(self, target):
        """Fly until the target is reached; may run out of fuel or hull."""
        try:
            while self.distance < target:
                await asyncio.sleep(0)
                self.distance += 1
                self.fuel -= 1
                if self.fuel < 0:
                    raise OutOfFuel(self.name, self.distance)
                if self.distance == self.hull:
                    raise ProbeLost(self.name, self.distance)
        except asyncio.CancelledError:
            self.recalled = True
            raise
        return self.distance


class Mission:
    def __init__(self, number, probes, target):
        self.number = number
        self.probes = probes
        self.target = target
        self.lost = []
        self.dry = []

    async def launch(self):
        results = []
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(p.fly(self.target), name=p.name) for p in self.probes]
            results = [t.result() for t in tasks]
        except* OutOfFuel as eg:
            self.dry.extend(e.name for e in eg.exceptions)
        except* ProbeLost as eg:
            self.lost.extend(e.name for e in eg.exceptions)
        return sum(results)

    def recalled(self):
        return sum(p.recalled for p in self.probes)


def plan(number):
    """Every third mission has a weak probe, every fourth a thirsty one."""
    probes = []
    for k in range(10):
        fuel = 6 if number % 4 == 3 and k == 4 else 100
        hull = 6 if number % 3 == 2 and k == 7 else 50
        probes.append(Probe(f"m{number}p{k}", fuel, hull))
    return Mission(number, probes, 8 + number % 3)


async def survey(depth, width, found):
    """Groups within groups, down to the given depth."""
    async with asyncio.TaskGroup() as group:
        for k in range(width):
            if depth:
                group.create_task(survey(depth - 1, width, found))
            else:
                found.append(k)


async def deep_trouble(depth):
    if depth == 0:
        raise ProbeLost("deep", 0)
    async with asyncio.TaskGroup() as group:
        group.create_task(deep_trouble(depth - 1))
        group.create_task(asyncio.sleep(1000))


def levels(exc):
    """How many groups are wrapped around the one real exception?"""
    count = 0
    while isinstance(exc, BaseExceptionGroup):
        assert len(exc.exceptions) == 1
        exc = exc.exceptions[0]
        count += 1
    return count, exc.name


async def main():
    missions = [plan(n) for n in range(MISSIONS)]
    total = 0
    for start in range(0, MISSIONS, 5):
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(m.launch()) for m in missions[start:start + 5]]
        total += sum(t.result() for t in tasks)
    print("total", total, "recalled", sum(m.recalled() for m in missions))
    print("lost", sum(len(m.lost) for m in missions), "dry", sum(len(m.dry) for m in missions), missions[11].dry + missions[11].lost)

    found = []
    deep = []
    for n in range(MISSIONS // 4):
        await survey(2, 3, found)
        try:
            await deep_trouble(n % 5 + 1)
        except ExceptionGroup as eg:
            deep.append(levels(eg))
    print("found", len(found), sum(found))
    print("deep", deep[:5], sum(d for d, _ in deep))


asyncio.run(main())
