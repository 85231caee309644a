# map/reduce with a task for every chunk
import asyncio

DOCS = 13000
TEXT = ("it was the best of times it was the worst of times it was the age of wisdom "
        "it was the age of foolishness it was the epoch of belief").split()


def make_doc(n):
    return [TEXT[(n * 13 + i * i) % len(TEXT)] for i in range(24)]


async def map_chunk(chunk):
    counts = {}
    for word in chunk:
        counts[word] = counts.get(word, 0) + 1
    return counts


async def reduce_counts(parts):
    total = {}
    for part in parts:
        for word, n in part.items():
            total[word] = total.get(word, 0) + n
    return total


async def count_doc(n):
    doc = make_doc(n)
    tasks = [asyncio.create_task(map_chunk(doc[i:i + 6])) for i in range(0, len(doc), 6)]
    parts = []
    for t in tasks:
        parts.append(await t)
    return await asyncio.create_task(reduce_counts(parts))


async def completed_first(n):
    done_order = []

    async def job(k):
        for _ in range(k):
            await asyncio.sleep(0)
        done_order.append(k)
        return k

    tasks = {asyncio.create_task(job(k)) for k in (3, 1, 2)}
    got = 0
    while tasks:
        done, tasks = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        got += sum(t.result() for t in done)
    return done_order, got + n


async def main():
    grand = {}
    extra = 0
    for n in range(DOCS):
        grand = await reduce_counts([grand, await asyncio.create_task(count_doc(n))])
        if n % 4 == 0:
            order, got = await completed_first(n)
            extra += got
    print(sorted(grand.items(), key=lambda kv: (-kv[1], kv[0]))[:4])
    print("words", sum(grand.values()), "extra", extra, order)


asyncio.run(main())
