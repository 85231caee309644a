"""Sensor pipeline: readers -> parser -> smoothing -> per-station totals, by queues."""
import asyncio

STATIONS = 8
READINGS = 7500
STOP = None


async def reader(station, out):
    value = station * 31 + 7
    for n in range(READINGS):
        value = (value * 75 + 74) % 65537
        await out.put(f"{station};{n};{value % 1000}")
    await out.put(STOP)


async def parser(inq, out, readers):
    left = readers
    while left:
        line = await inq.get()
        if line is STOP:
            left -= 1
            continue
        station, n, value = line.split(";")
        await out.put((int(station), int(n), int(value)))
    await out.put(STOP)


async def smoother(inq, out):
    level = {}
    while True:
        item = await inq.get()
        if item is STOP:
            break
        station, n, value = item
        old = level.get(station, value)
        new = (old * 7 + value) // 8
        level[station] = new
        await out.put((station, n, new))
    await out.put(STOP)


async def collector(inq):
    totals = {}
    peaks = {}
    while (item := await inq.get()) is not STOP:
        station, n, level = item
        totals[station] = totals.get(station, 0) + level
        if level > peaks.get(station, (-1, 0))[0]:
            peaks[station] = (level, n)
    return totals, peaks


async def main():
    raw = asyncio.Queue(maxsize=4)
    parsed = asyncio.Queue(maxsize=16)
    smooth = asyncio.Queue()
    tasks = [asyncio.create_task(reader(s, raw)) for s in range(STATIONS)]
    tasks.append(asyncio.create_task(parser(raw, parsed, STATIONS)))
    tasks.append(asyncio.create_task(smoother(parsed, smooth)))
    totals, peaks = await collector(smooth)
    for t in tasks:
        await t
    for s in range(STATIONS):
        print("station", s, "mean", totals[s] // READINGS, "peak", peaks[s])


asyncio.run(main())
