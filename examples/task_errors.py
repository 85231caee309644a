# An error in a task waits for whoever awaits the task.
#
# With return_exceptions=True gather hands errors over like results; without it the first one is raised.
# An error that nobody catches ends the program; the report names the task and the place where it was created.
import asyncio


async def load(name):
    await asyncio.sleep(0.1)
    if name.endswith(".tmp"):
        raise FileNotFoundError(f"{name} is gone")
    return f"contents of {name}"


async def main():
    task = asyncio.create_task(load("notes.tmp"))
    try:
        await task
    except FileNotFoundError as error:
        print("caught:", error)
    print("the task keeps it:", repr(task.exception()))

    results = await asyncio.gather(*map(load, ["a.txt", "b.tmp", "c.txt"]), return_exceptions=True)
    for result in results:
        print("failed:" if isinstance(result, Exception) else "loaded:", result)

    try:
        await asyncio.gather(load("d.txt"), load("e.tmp"))
    except FileNotFoundError as error:
        print("gather raised:", error)

    print("and one that nobody catches:")
    await asyncio.create_task(load("f.tmp"), name="last try")


asyncio.run(main())
