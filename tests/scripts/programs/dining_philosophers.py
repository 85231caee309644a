# Five philosophers, ordered forks, no deadlock.
import asyncio


class Table:
    def __init__(self, names):
        self.names = names
        self.forks = [asyncio.Lock() for _ in names]
        self.meals = {n: 0 for n in names}
        self.eating = set()

    def forks_of(self, i):
        a, b = i, (i + 1) % len(self.names)
        return (a, b) if a < b else (b, a)

    async def dine(self, i, times):
        name = self.names[i]
        first, second = self.forks_of(i)
        for _ in range(times):
            async with self.forks[first]:
                async with self.forks[second]:
                    self.eating.add(name)
                    left, right = self.names[i - 1], self.names[(i + 1) % len(self.names)]
                    assert left not in self.eating and right not in self.eating
                    print(f"{name} eats with forks {first} and {second}")
                    await asyncio.sleep(0)
                    self.meals[name] += 1
                    self.eating.remove(name)
            await asyncio.sleep(0)
        print(f"{name} is full")


async def main():
    table = Table(["Plato", "Kant", "Hume", "Marx", "Laozi"])
    await asyncio.gather(*(table.dine(i, 3) for i in range(5)))
    print(table.meals)
    print("forks free:", not any(f.locked() for f in table.forks))


asyncio.run(main())
