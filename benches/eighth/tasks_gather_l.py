# Statistics over a set of "shards": queries are spread with gather, some shards
# are broken, and return_exceptions keeps the good answers.
import asyncio
import random


class ShardDown(Exception):
    def __init__(self, number):
        super().__init__(f"shard {number} is down")
        self.number = number


class Shard:
    def __init__(self, number, rows, broken=False):
        self.number = number
        self.rows = rows
        self.broken = broken
        self.queries = 0

    async def count(self, low, high):
        self.queries += 1
        if self.broken and self.queries % 4 == 0:
            raise ShardDown(self.number)
        return sum(1 for row in self.rows if low <= row < high)

    async def extremes(self):
        self.queries += 1
        await asyncio.sleep(0)
        return min(self.rows), max(self.rows)


class Cluster:
    def __init__(self, shards, seed):
        rng = random.Random(seed)
        self.shards = [
            Shard(n, [rng.randrange(10_000) for _ in range(8)], broken=n % 11 == 3)
            for n in range(shards)
        ]
        self.errors = {}

    async def count(self, low, high):
        answers = await asyncio.gather(
            *(shard.count(low, high) for shard in self.shards),
            return_exceptions=True)
        total = 0
        for answer in answers:
            if isinstance(answer, ShardDown):
                self.errors[answer.number] = self.errors.get(answer.number, 0) + 1
            elif isinstance(answer, BaseException):
                raise answer
            else:
                total += answer
        return total

    async def extremes(self):
        pairs = await asyncio.gather(*[shard.extremes() for shard in self.shards])
        lows, highs = zip(*pairs)
        return min(lows), max(highs)


async def strict(cluster, low, high):
    """Without return_exceptions the first broken shard spoils it."""
    try:
        parts = await asyncio.gather(*(s.count(low, high) for s in cluster.shards))
    except ShardDown as err:
        return str(err)
    return sum(parts)


async def main():
    cluster = Cluster(60, seed=99)
    print("extremes", await cluster.extremes())
    for sweep in range(20):
        buckets = [(low, low + 500) for low in range(sweep * 17, 10_000, 500)]
        totals = await asyncio.gather(*[cluster.count(*bucket) for bucket in buckets])
        if sweep % 4 == 0:
            print("sweep", sweep, sum(totals), max(totals), min(totals))
    attempts = await asyncio.gather(*(strict(cluster, 0, n * 100) for n in range(12)))
    for attempt in attempts[:6]:
        print("strict", attempt)
    print("errors", sorted(cluster.errors.items()))
    print("queries", sum(shard.queries for shard in cluster.shards))


asyncio.run(main())
