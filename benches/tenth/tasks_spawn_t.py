"""Spawn many short-lived tasks in waves and await each of them in order."""
import asyncio


async def collatz(n: int) -> int:
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
        if steps == 12:
            break
    return steps


async def wave(start: int, size: int) -> int:
    tasks = [asyncio.create_task(collatz(start + i)) for i in range(size)]
    total = 0
    for t in tasks:
        total += await t
    return total


async def main() -> None:
    grand = 0
    for w in range(120):
        part = await wave(1 + w * 7, 1500)
        grand = (grand * 31 + part) % 1_000_003
        if w % 30 == 0:
            print(f"wave {w:3d}: {part}")
    print("checksum", grand)


if __name__ == "__main__":
    asyncio.run(main())
