import asyncio

PASSES = 240


class Supervisor:
    """Keeps a set of running tasks and remembers what they returned."""

    def __init__(self, name: str):
        self.name = name
        self.running: set = set()
        self.finished: int = 0
        self.failed: int = 0
        self.total: int = 0

    def start(self, coro):
        task = asyncio.create_task(coro)
        self.running.add(task)
        task.add_done_callback(self._on_done)
        return task

    def _on_done(self, task) -> None:
        self.running.discard(task)
        if task.exception() is not None:
            self.failed += 1
        else:
            self.finished += 1
            self.total += task.result()

    async def drain(self) -> None:
        while self.running:
            await asyncio.sleep(0)

    def summary(self) -> str:
        return f"{self.name}: finished={self.finished} failed={self.failed} total={self.total}"


async def leaf(n: int) -> int:
    if n % 29 == 13:
        raise ValueError(f"unlucky {n}")
    return sum(divmod(n, 7))


async def branch(sup: Supervisor, depth: int, n: int) -> int:
    if depth == 0:
        return await leaf(n)
    for k in range(2):
        sup.start(branch(sup, depth - 1, n * 2 + k))
    return n & 3


class Fibonacci:
    def __init__(self):
        self.spawned = 0

    async def compute(self, n: int) -> int:
        if n < 2:
            return n
        self.spawned += 2
        left = asyncio.create_task(self.compute(n - 1))
        right = asyncio.create_task(self.compute(n - 2))
        return await left + await right


async def main() -> None:
    sup = Supervisor("tree")
    fib = Fibonacci()
    values = []
    for p in range(PASSES):
        for root in range(3):
            sup.start(branch(sup, 6, p + root))
        await sup.drain()
        values.append(await fib.compute(9 + p % 3))
    print(sup.summary())
    print("fib sum", sum(values), "spawned", fib.spawned)


asyncio.run(main())
