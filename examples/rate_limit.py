# A semaphore lets only so many in at once.
#
# Ten downloads, never more than three at a time.
import asyncio


class Meter:
    def __init__(self):
        self.now = self.most = 0

    def __enter__(self):
        self.now += 1
        self.most = max(self.most, self.now)

    def __exit__(self, *error):
        self.now -= 1


async def download(number, gate, meter):
    async with gate:
        with meter:
            print(f"{'#' * meter.now:<3} file {number}")
            await asyncio.sleep(0.1 + number % 3 * 0.05)
    return number * 100


async def main():
    gate, meter = asyncio.Semaphore(3), Meter()
    sizes = await asyncio.gather(*(download(n, gate, meter) for n in range(1, 11)))
    print("kilobytes:", sum(sizes))
    print("at once, at most:", meter.most)


asyncio.run(main())
