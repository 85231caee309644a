# Word count by map and reduce over tasks, with a progress callback.
import asyncio

TEXTS = {
    "a.txt": "the rain in spain stays mainly in the plain",
    "b.txt": "in hartford hereford and hampshire hurricanes hardly happen",
    "c.txt": "the quick brown fox jumps over the lazy dog in the rain",
    "d.txt": "",
}


async def read(name):
    await asyncio.sleep(0.001 * len(name))
    if name not in TEXTS:
        raise FileNotFoundError(name)
    return TEXTS[name]


async def count(name):
    text = await read(name)
    out = {}
    for w in text.split():
        out[w] = out.get(w, 0) + 1
        if len(out) % 4 == 0:
            await asyncio.sleep(0)
    return out


def merge(a, b):
    r = dict(a)
    for k, v in b.items():
        r[k] = r.get(k, 0) + v
    return r


async def reduce_tree(parts):
    parts = list(parts)
    while len(parts) > 1:
        pairs = [parts[i:i + 2] for i in range(0, len(parts), 2)]

        async def join(p):
            await asyncio.sleep(0)
            return merge(*p) if len(p) == 2 else p[0]

        parts = await asyncio.gather(*map(join, pairs))
    return parts[0] if parts else {}


async def main():
    done = []
    tasks = []
    for n in [*TEXTS, "missing.txt"]:
        t = asyncio.create_task(count(n), name=n)
        t.add_done_callback(lambda t: done.append(t.get_name()))
        tasks.append(t)
    results = await asyncio.gather(*tasks, return_exceptions=True)
    good = [r for r in results if not isinstance(r, Exception)]
    print(sorted(done), [repr(r) for r in results if isinstance(r, Exception)])
    total = await reduce_tree(good)
    for w, n in sorted(total.items(), key=lambda p: (-p[1], p[0]))[:6]:
        print(f"{w:<10}{'*' * n}")
    print(len(total), sum(total.values()), await reduce_tree([]))
    lengths = {}
    for w in total:
        lengths.setdefault(len(w), []).append(w)
    print({k: sorted(v) for k, v in sorted(lengths.items())})


asyncio.run(main())
