import asyncio

STEPS = 13000


class Cell:
    """A cell in a ring, it looks at its left neighbour every tick."""

    def __init__(self, index: int, value: int):
        self.index = index
        self.value = value
        self.left = None
        self.changes = 0

    def tick(self) -> None:
        new = (self.value * 5 + self.left.value + self.index) % 251
        if new != self.value:
            self.changes += 1
        self.value = new


def make_ring(size: int) -> list:
    cells = [Cell(i, (i * i) % 17) for i in range(size)]
    for i, cell in enumerate(cells):
        cell.left = cells[i - 1]
    return cells


async def animate(cell: Cell, steps: int) -> int:
    for step in range(steps):
        cell.tick()
        await asyncio.sleep(0)
    return cell.changes


async def watcher(cells: list, samples: list, flag: dict) -> None:
    beat = 0
    while not flag["stop"]:
        beat += 1
        if beat % 100 == 0:
            samples.append(sum(c.value for c in cells))
        await asyncio.sleep(0)


async def give_way(times: int) -> int:
    done = 0
    while done < times:
        await asyncio.sleep(0)
        done += 1
    return done


async def main() -> None:
    cells = make_ring(24)
    samples: list = []
    flag = {"stop": False}
    watch = asyncio.create_task(watcher(cells, samples, flag))
    movers = [asyncio.create_task(animate(c, STEPS)) for c in cells]
    changes = 0
    for mover in movers:
        changes += await mover
    flag["stop"] = True
    await watch
    print("changes", changes)
    print("values", [c.value for c in cells[:8]])
    print("samples", len(samples), sum(samples) % 9973)
    print("alone", await give_way(STEPS * 3))


asyncio.run(main())
