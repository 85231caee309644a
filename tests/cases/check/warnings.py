import asyncio
import os
import subprocess
import time
import time as t
from time import sleep as pause


async def blocking():
    time.sleep(1)
    t.sleep(2)
    pause(3)
    name = input("name? ")
    subprocess.run(["ls"])
    os.system("ls")
    await asyncio.to_thread(time.sleep, 1)
    return [pause(x) for x in name]


def plain():
    time.sleep(1)
    input()


async def outer():
    def inner():
        time.sleep(1)

    inner()


async def swallowed(queue):
    while True:
        try:
            item = await queue.get()
            print(item)
        except:
            print("failed")


async def swallowed_by_name(lock):
    try:
        async with lock:
            pass
    except ValueError:
        pass
    except (OSError, BaseException) as e:
        print(e)


async def passed_on(queue):
    try:
        await queue.get()
    except asyncio.CancelledError:
        raise
    except BaseException:
        pass
    try:
        await queue.get()
    except:
        print("clean up")
        raise
    try:
        print("no await here")
    except:
        pass
    try:
        await queue.get()
    except Exception:
        pass


async def lost():
    asyncio.create_task(blocking())
    loop = asyncio.get_running_loop()
    loop.create_task(blocking())
    asyncio.gather(blocking(), blocking())
    task = asyncio.create_task(blocking())
    async with asyncio.TaskGroup() as group:
        group.create_task(blocking())
    await task


async def forever(queue):
    while True:
        asyncio.create_task(queue.get())
        await asyncio.sleep(1)


def unreachable(x):
    for i in x:
        if i:
            continue
            print("after continue")
        else:
            break
        print("after both")
    while True:
        x = x + 1
        if x > 3:
            return x
    print("after the loop")


def reachable(x):
    while True:
        for i in x:
            break
        if x:
            break
    print("after the loop")
    while 1:
        try:
            break
        finally:
            pass
    raise ValueError
    yield


def after_raise():
    raise ValueError("x")
    return 1
