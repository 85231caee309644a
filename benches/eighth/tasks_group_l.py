# Deployments over fleets: task groups whose members fail, cancel their siblings
# and are handled with except*.
import asyncio


class StepFailed(Exception):
    def __init__(self, host, step):
        super().__init__(f"{host}:{step}")
        self.host = host
        self.step = step


class DiskFull(StepFailed):
    pass


class Statistics:
    def __init__(self):
        self.values = {}

    def bump(self, name, by=1):
        self.values[name] = self.values.get(name, 0) + by

    def __str__(self):
        return " ".join(f"{k}={self.values[k]}" for k in sorted(self.values))


class Host:
    def __init__(self, number, stats, failing_step=None):
        self.name = f"h{number:03}"
        self.number = number
        self.stats = stats
        self.failing_step = failing_step
        self.installed = []

    async def install(self, version, steps=4):
        finished = False
        try:
            for step in range(steps):
                if step == self.failing_step:
                    cls = DiskFull if self.number % 2 else StepFailed
                    raise cls(self.name, step)
                await asyncio.sleep(0)
            self.installed.append(version)
            finished = True
        except asyncio.CancelledError:
            self.stats.bump("cancelled")
            raise
        finally:
            self.stats.bump("finished" if finished else "aborted")
        return version


async def deploy(hosts, version, stats):
    good = False
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(host.install(version), name=host.name)
                     for host in hosts]
        good = all(task.result() == version for task in tasks)
    except* DiskFull as full:
        stats.bump("disk", len(full.exceptions))
    except* StepFailed as failed:
        stats.bump("step", len(failed.exceptions))
    return good


async def campaign(versions, size, stats, broken):
    """Waves of deployments; in some waves a few hosts cannot do it."""
    good = 0
    hosts = [Host(n, stats) for n in range(size)]
    for version in range(versions):
        for n in broken:
            hosts[n].failing_step = (version + n) % 4 if version % 3 == 0 else None
        if await deploy(hosts, version, stats):
            good += 1
    return good, sum(len(host.installed) for host in hosts)


async def regions(count, stats):
    """A group of groups; each region has its own fleet."""
    async with asyncio.TaskGroup() as planet:
        tasks = [planet.create_task(campaign(20, 10 + n, stats, broken=(n % 7,)))
                 for n in range(count)]
    return [task.result() for task in tasks]


async def spawning_members(depth, group, stats):
    """Members add more members to the same group while it is exiting."""
    stats.bump("spawned")
    await asyncio.sleep(0)
    if depth:
        group.create_task(spawning_members(depth - 1, group, stats))
        group.create_task(spawning_members(depth - 1, group, stats))


async def main():
    stats = Statistics()
    print("campaign", await campaign(160, 40, stats, broken=(3, 4, 21)))
    print(stats)
    stats = Statistics()
    print("regions", await regions(16, stats))
    print(stats)
    stats = Statistics()
    async with asyncio.TaskGroup() as group:
        group.create_task(spawning_members(12, group, stats))
    print(stats)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(asyncio.sleep(30))
            group.create_task(Host(9, stats, 1).install("x"))
            raise KeyError("body")
    except ExceptionGroup as err:
        print(sorted(type(e).__name__ for e in err.exceptions), err.message)


asyncio.run(main())
