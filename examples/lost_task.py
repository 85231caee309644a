# A lost task: it fails in the background, and nobody looks.
#
# Quaver says so on standard error, with the place where the task was created, and ends with exit code 1.
# The cure: await the jobs, or start them in a TaskGroup.
import asyncio


async def save(name, copies):
    await asyncio.sleep(0.1)
    if name == "photo":
        raise OSError(f"disk full, {copies} copies of {name} are lost")
    print(f"{name} is saved")


async def main():
    # The tasks are kept, as they should be, but only waited for "long enough".
    jobs = [asyncio.create_task(save("letter", 1)), asyncio.create_task(save("photo", 3))]
    print(len(jobs), "jobs are on their way")
    await asyncio.sleep(0.3)
    print("surely all is saved by now")


asyncio.run(main())
