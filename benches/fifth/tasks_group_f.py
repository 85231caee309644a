import asyncio

BUILDS = 1100


class BuildError(Exception):
    def __init__(self, target: str, reason: str):
        super().__init__(target, reason)
        self.target = target
        self.reason = reason


class Target:
    def __init__(self, name: str, deps: list, cost: int):
        self.name = name
        self.deps = deps
        self.cost = cost
        self.started = None
        self.order = -1


class Builder:
    """Builds a dependency graph, every target in a task of one group."""

    def __init__(self, targets: list, broken: str = ""):
        self.targets = {t.name: t for t in targets}
        self.broken = broken
        self.done: list = []
        self.events = {t.name: asyncio.Event() for t in targets}

    async def build_one(self, target: Target) -> int:
        for dep in target.deps:
            await self.events[dep].wait()
        for _ in range(target.cost):
            await asyncio.sleep(0)
        if target.name == self.broken:
            raise BuildError(target.name, "does not compile")
        target.order = len(self.done)
        self.done.append(target.name)
        self.events[target.name].set()
        return target.cost

    async def build_all(self) -> int:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self.build_one(t), name=t.name) for t in self.targets.values()]
        return sum(task.result() for task in tasks)


def make_targets(seed: int, count: int) -> list:
    targets = []
    for i in range(count):
        deps = [f"t{d}" for d in {(i * seed + 1) % (i + 1), i // 2} if d < i]
        targets.append(Target(f"t{i}", sorted(deps), (i * seed) % 3))
    return targets


def flatten(group) -> list:
    flat = []
    for exc in group.exceptions:
        if isinstance(exc, ExceptionGroup):
            flat.extend(flatten(exc))
        else:
            flat.append(exc)
    return flat


async def shaky_team(team: int) -> None:
    async def member(n):
        if n % 4 == team % 4:
            raise RuntimeError(f"team {team} member {n}")
        await asyncio.sleep(0)

    async with asyncio.TaskGroup() as group:
        for n in range(6):
            group.create_task(member(n))


async def main() -> None:
    cost = 0
    position = 0
    failures = []
    built = 0
    for b in range(BUILDS):
        builder = Builder(make_targets(b % 7 + 2, 24))
        cost += await builder.build_all()
        position += builder.targets["t23"].order
        bad = Builder(make_targets(b % 5 + 2, 16), broken=f"t{b % 16}")
        try:
            await bad.build_all()
        except ExceptionGroup as eg:
            failures.extend(e.target for e in eg.exceptions)
            built += len(bad.done)
    print("cost", cost, "position", position)
    print("failures", len(failures), failures[:5], "built", built)

    lost = 0
    names: set = set()
    for b in range(BUILDS // 2):
        try:
            async with asyncio.TaskGroup() as outer:
                for team in range(3):
                    outer.create_task(shaky_team(team + b))
        except* RuntimeError as eg:
            errors = flatten(eg)
            lost += len(errors)
            names.update(str(e) for e in errors)
    print("lost", lost, "distinct", len(names), min(names))


asyncio.run(main())
