# A group of tasks that ends together, also when one fails.
#
# When one fails, the others are cancelled, and `except*` receives the errors of all.
import asyncio


async def fetch(page, seconds, fail=False):
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError:
        print(f"  {page}: cancelled")
        raise
    if fail:
        raise ConnectionError(f"{page}: no route")
    print(f"  {page}: fetched")
    return len(page)


async def main():
    print("all well:")
    async with asyncio.TaskGroup() as group:
        one = group.create_task(fetch("index", 0.1))
        two = group.create_task(fetch("about", 0.2))
    print("  lengths:", one.result(), two.result())

    print("one fails:")
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fetch("news", 0.1))
            group.create_task(fetch("login", 0.2, fail=True))
            group.create_task(fetch("archive", 5))
    except* ConnectionError as errors:
        for error in errors.exceptions:
            print("  error:", error)
    print("nothing is left running")


asyncio.run(main())
