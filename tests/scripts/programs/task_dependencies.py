# A build system: targets wait for what they need, in parallel, with a failure that spreads.
import asyncio


class BuildError(Exception):
    pass


class Builder:
    def __init__(self, rules, broken=()):
        self.rules, self.broken, self.tasks, self.order = rules, broken, {}, []

    def build(self, target):
        if target not in self.tasks:
            self.tasks[target] = asyncio.create_task(self._build(target), name=target)
        return self.tasks[target]

    async def _build(self, target):
        deps, cost = self.rules[target]
        results = await asyncio.gather(*(self.build(d) for d in deps), return_exceptions=True)
        failed = [d for d, r in zip(deps, results) if isinstance(r, Exception)]
        if failed:
            raise BuildError(f"{target}: needs {', '.join(failed)}")
        for _ in range(cost):
            await asyncio.sleep(0)
        if target in self.broken:
            raise BuildError(f"{target}: compile error")
        self.order.append(target)
        return f"{target}.o"


RULES = {"core": ([], 2), "log": (["core"], 1), "net": (["core"], 4), "ui": (["log"], 2), "app": (["net", "ui"], 1), "docs": ([], 7)}


async def main():
    b = Builder(RULES)
    print(await asyncio.gather(b.build("app"), b.build("docs")))
    print(b.order)
    b = Builder(RULES, broken={"net"})
    for r in await asyncio.gather(*(b.build(t) for t in RULES), return_exceptions=True):
        print(repr(r))
    print(b.order, [t.get_name() for t in b.tasks.values() if t.exception()])


asyncio.run(main())
