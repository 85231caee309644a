import asyncio
import time


async def fetch():
    time.sleep(1)  # quaver: ignore
    time.sleep(1)  # a remark; quaver: ignore
    time.sleep(1)  # quaver: ignore[blocking-call]
    time.sleep(1)  # quaver: ignore[lost-task]
    asyncio.create_task(fetch())  # quaver: ignore[blocking-call, lost-task]
    asyncio.create_task(
        fetch()
    )  # quaver: ignore
    try:
        await asyncio.sleep(1)
    except:  # quaver: ignore[swallowed-cancellation]
        pass


async def main():
    fetch()  # quaver: ignore[never-awaited]
    fetch()  # quaver: ignore[other]
    return
    fetch()  # quaver: ignore[unreachable-code]
