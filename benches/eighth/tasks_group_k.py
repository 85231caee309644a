"""Parallel divide and conquer with nested task groups: merge sort, maximum, word count."""
import asyncio
import random


async def merge_sort(items, cutoff=8):
    if len(items) <= cutoff:
        return sorted(items)
    middle = len(items) // 2
    async with asyncio.TaskGroup() as group:
        left = group.create_task(merge_sort(items[:middle], cutoff))
        right = group.create_task(merge_sort(items[middle:], cutoff))
    return merge(left.result(), right.result())


def merge(left, right):
    result = []
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            result.append(left[i])
            i += 1
        else:
            result.append(right[j])
            j += 1
    result.extend(left[i:])
    result.extend(right[j:])
    return result


class WordCount:
    """map/reduce: one group maps the lines, one reduces the partitions."""

    def __init__(self, partitions):
        self.partitions = [[] for _ in range(partitions)]
        self.result = {}

    @staticmethod
    def slot(word, n):
        value = 7
        for char in word:
            value = (value * 33 + ord(char)) & 0xFFFF
        return value % n

    async def map_line(self, line):
        for word in line.split():
            self.partitions[self.slot(word, len(self.partitions))].append(word)

    async def reduce_part(self, number):
        counts = {}
        for word in self.partitions[number]:
            counts[word] = counts.get(word, 0) + 1
        await asyncio.sleep(0)
        self.result.update(counts)
        return len(counts)

    async def run(self, lines):
        async with asyncio.TaskGroup() as group:
            for line in lines:
                group.create_task(self.map_line(line))
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self.reduce_part(n))
                     for n in range(len(self.partitions))]
        return sum(task.result() for task in tasks)


async def tree_sum(low, high, fanout=4):
    if high - low <= fanout:
        return sum(n * n for n in range(low, high))
    step = -(-(high - low) // fanout)
    async with asyncio.TaskGroup() as tg:
        tasks = [tg.create_task(tree_sum(start, min(start + step, high), fanout))
                 for start in range(low, high, step)]
    return sum(t.result() for t in tasks)


SYLLABLES = ("ka", "to", "mi", "ra", "ne", "su")


def make_lines(rng, count, words):
    for _ in range(count):
        yield " ".join(rng.choice(SYLLABLES) + rng.choice(SYLLABLES) for _ in range(words))


async def main():
    rng = random.Random(2024)
    for size, cutoff in ((1000, 1), (4000, 8), (5000, 50)):
        data = [rng.randrange(100_000) for _ in range(size)]
        ordered = await merge_sort(data, cutoff)
        print(size, ordered == sorted(data), ordered[0], ordered[size // 2], ordered[-1])

    counter = WordCount(partitions=10)
    distinct = await counter.run(make_lines(rng, 2000, 3))
    top = sorted(counter.result.items(), key=lambda item: (-item[1], item[0]))[:4]
    print("words", distinct, sum(counter.result.values()), top)

    print("squares", await tree_sum(0, 9000), await tree_sum(5, 6000, fanout=2))


asyncio.run(main())
