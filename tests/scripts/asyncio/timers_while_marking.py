# stress: 29
# Timers set early and late, cancelled and fired, while the collector is at work.
import asyncio
import random


class Note:
    def __init__(self, text):
        self.text = text


async def nap(delay, number, log):
    note = Note(f"n{number}")
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError:
        log.append("cancelled " + note.text)
        raise
    log.append(note.text)
    return Note(note.text)


async def guarded(delay, limit, number, log):
    try:
        async with asyncio.timeout(limit):
            return await nap(delay, number, log)
    except TimeoutError:
        return Note(f"late {number}")


async def main():
    rng = random.Random(4)
    log = []
    loop = asyncio.get_running_loop()
    places = list(range(150))
    rng.shuffle(places)
    tasks = [asyncio.create_task(nap(0.05 + 0.002 * place, place, log)) for place in places]
    handles = [loop.call_later(0.051 + 0.002 * place, log.append, f"call {place}") for place in places[:40]]
    await asyncio.sleep(0.01)
    for place in range(0, 150, 7):
        tasks[place].cancel()
    for handle in handles[::3]:
        handle.cancel()
    limits = [guarded(0.24 + 0.032 * (n % 5), 0.288 + 0.032 * (n % 3), n, log) for n in range(0, 30)]
    late = await asyncio.gather(*limits)
    done = await asyncio.gather(*tasks, return_exceptions=True)
    names = [d.text if isinstance(d, Note) else type(d).__name__ for d in done]
    print(names)
    print([n.text for n in late])
    ordered = [int(entry[1:]) for entry in log if entry[0] == "n" and entry[1:] in {str(p) for p in places}]
    print(len(log), len(ordered))
    print([entry for entry in log if entry.startswith("call")])


asyncio.run(main())
