"""Heat diffusion along a ring of cells, each cell a task stepping in lockstep."""
import asyncio

CELLS = 64
STEPS = 2800


class Ring:
    def __init__(self, n):
        self.now = [0.0] * n
        self.new = [0.0] * n
        self.now[0] = 1000.0
        self.now[n // 3] = 400.0
        self.trace = []


async def cell(ring, k, n):
    left = (k - 1) % n
    right = (k + 1) % n
    for _ in range(STEPS):
        now = ring.now
        ring.new[k] = now[k] + 0.2 * (now[left] - 2.0 * now[k] + now[right])
        await asyncio.sleep(0)
        # Everyone has computed; the conductor swaps before the next phase.
        await asyncio.sleep(0)


async def conductor(ring, n):
    for step in range(STEPS):
        await asyncio.sleep(0)
        ring.now, ring.new = ring.new, ring.now
        if step % 400 == 399:
            ring.trace.append((step + 1, max(ring.now), sum(ring.now)))
        await asyncio.sleep(0)


async def main():
    ring = Ring(CELLS)
    cells = [asyncio.create_task(cell(ring, k, CELLS)) for k in range(CELLS)]
    boss = asyncio.create_task(conductor(ring, CELLS))
    await boss
    for c in cells:
        await c
    for step, peak, total in ring.trace:
        print(f"step {step:4d} peak {peak:9.4f} total {total:9.3f}")
    print("coldest", f"{min(ring.now):.4f}")


asyncio.run(main())
