# Async generators in a row: each asks the one before it.
import asyncio


async def sensor(count):
    """A thermometer that gives a reading now and then."""
    reading = 18.0
    for step in range(count):
        await asyncio.sleep(0.05)
        reading += (-1) ** step * step * 0.5
        yield reading


async def smooth(readings, width=3):
    """The mean of the last few readings."""
    window = []
    async for r in readings:
        window = [*window, r][-width:]
        yield sum(window) / len(window)


async def changes(values, threshold):
    """Only values that differ enough from the last one passed on."""
    last = None
    async for v in values:
        if last is None or abs(v - last) >= threshold:
            last = v
            yield v


async def main():
    async for value in changes(smooth(sensor(12)), threshold=0.5):
        print(f"{value:5.2f} {'*' * round(value)}")
    hot = [v async for v in sensor(8) if v > 18]
    print("above 18:", hot)


asyncio.run(main())
