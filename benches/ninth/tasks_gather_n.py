"""Resolve a package dependency graph level by level, with gather(return_exceptions=True)
collecting the broken packages and a shared cache of futures de-duplicating the work."""
import asyncio


class MissingPackage(LookupError):
    pass


class Registry:
    def __init__(self, count):
        self.count = count
        self.fetches = 0

    def dependencies(self, name):
        n = int(name[3:])
        if n % 97 == 96:
            raise MissingPackage(name)
        deps = []
        for step in (1, 7, 31):
            other = n // 2 - step * (n % 3 + 1)
            if other > 0:
                deps.append(f"pkg{other}")
        return deps

    async def fetch(self, name):
        self.fetches += 1
        await asyncio.sleep(0)
        return self.dependencies(name)


class Resolver:
    def __init__(self, registry):
        self.registry = registry
        self.cache = {}
        self.hits = 0

    async def weight(self, name):
        future = self.cache.get(name)
        if future is not None:
            self.hits += 1
            return await asyncio.shield(future)
        future = asyncio.get_running_loop().create_future()
        self.cache[name] = future
        deps = []
        try:
            deps = await self.registry.fetch(name)
        except MissingPackage as exc:
            future.set_exception(exc)
            future.exception()      # mark as seen
            raise
        results = await asyncio.gather(*map(self.weight, deps), return_exceptions=True)
        total = 1
        for dep, result in zip(deps, results):
            if isinstance(result, MissingPackage):
                total += 1000
            elif isinstance(result, BaseException):
                raise result
            else:
                total += result
        total %= 1_000_000_007
        future.set_result(total)
        return total


async def sweep(registry, first, last):
    resolver = Resolver(registry)
    names = [f"pkg{n}" for n in range(first, last)]
    outcome = await asyncio.gather(*(resolver.weight(name) for name in names),
                                   return_exceptions=True)
    broken = [name for name, value in zip(names, outcome) if isinstance(value, MissingPackage)]
    good = [value for value in outcome if isinstance(value, int)]
    return resolver, broken, good


async def main():
    registry = Registry(1500)
    for low in (0, 300, 500):
        resolver, broken, good = await sweep(registry, low + 1, low + 750)
        print(f"from {low}: resolved={len(good)} broken={len(broken)} hits={resolver.hits} "
              f"cached={len(resolver.cache)} sum={sum(good) % 1_000_003}")
        print("  first broken:", ", ".join(broken[:4]))
    print("fetches", registry.fetches)


asyncio.run(main())
