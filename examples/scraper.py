# A scraper that tries again, later each time, when a page fails.
#
# Each new try waits twice as long as the one before. The "internet" is made up here, so that the program tells
# the same story every time.
import asyncio

# how many times a page fails before it answers
FAILURES = {"/index": 0, "/news": 2, "/about": 1, "/broken": 9}


async def get(path):
    """A page from the made-up server."""
    await asyncio.sleep(0.05)
    if FAILURES[path]:
        FAILURES[path] -= 1
        raise ConnectionError("503")
    return f"<h1>{path.strip('/').title()}</h1>"


async def get_patiently(path, tries=4):
    """Tries a few times; the last error is the caller's."""
    for attempt in range(1, tries + 1):
        try:
            return await get(path)
        except ConnectionError as error:
            if attempt == tries:
                raise
            pause = 0.15 * 2 ** (attempt - 1)
            print(f"{path}: {error}, again in {pause:.2f} s")
            await asyncio.sleep(pause)


async def scrape(path, gate):
    async with gate:  # at most two pages at once
        try:
            title = (await get_patiently(path)).removeprefix("<h1>").removesuffix("</h1>")
            print(f"{path}: {title}")
            return title
        except ConnectionError as error:
            error.add_note(f"while reading {path}")
            raise


async def main():
    gate = asyncio.Semaphore(2)
    results = await asyncio.gather(*(scrape(p, gate) for p in FAILURES), return_exceptions=True)
    failed = [r for r in results if isinstance(r, Exception)]
    print("titles:", [r for r in results if isinstance(r, str)])
    for error in failed:
        print("given up:", error, "-", *error.__notes__)


asyncio.run(main())
