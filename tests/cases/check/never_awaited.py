import asyncio
from asyncio import sleep, Queue
import asyncio as aio


async def fetch(n=0):
    await sleep(0)
    return n


async def produce():
    yield 1


def decorate(f):
    return f


@decorate
async def decorated():
    pass


async def dropped():
    fetch()
    fetch(1) if fetch else fetch(2)
    asyncio.sleep(1)
    aio.wait_for(fetch(), 1)
    sleep(1)


async def compared():
    if fetch() == 1:
        return True
    return 2 in (1, 2) and fetch() is None


async def conditions():
    if fetch():
        pass
    while fetch():
        break
    assert fetch(), "never fails"
    return [x for x in (1, 2) if fetch(x)] if not fetch() else None


async def shown():
    print(fetch())
    print("a", f"{fetch()!r:>10}", "%s %d" % (fetch(), 1), "%s" % fetch(), "{}".format(fetch()))
    return str(fetch()) + repr(fetch())


async def calculated():
    total = 1 + fetch()
    total += fetch()
    return -fetch(), fetch()[0], fetch().result, len(fetch()), sum(fetch())


async def walked():
    for x in fetch():
        print(x)
    async for x in fetch():
        print(x)
    a, b = fetch()
    async with fetch() as c:
        print(a, b, c)
    print(*fetch())
    return [x for x in fetch()]


async def kept():
    data = fetch()
    print(data["x"], data.keys())
    unused = fetch()
    result = fetch()
    return await result


async def queues():
    queue = Queue()
    queue.put(1)
    await queue.put(2)
    lock = asyncio.Lock()
    lock.acquire()
    if queue.get() == 1:
        queue.put_nowait(2)


class Client:
    async def connect(self):
        async def inner():
            pass

        inner()
        self.close()

    async def close(self):
        pass

    async def replaced(self):
        pass

    def start(self):
        self.connect()
        self.replaced()
        return self.close()


def change(client):
    client.replaced = None


def plain():
    fetch()


async def fine():
    produce()
    decorated()
    task = fetch()
    await asyncio.gather(fetch(), task, *[fetch(i) for i in range(3)])
    c = fetch()
    c.close()
    fetch().close()
    (lambda: fetch())
    [fetch()]
    print(await fetch(), (await fetch()) + 1)
    d = fetch()
    asyncio.create_task(d)
    return fetch() or 1


async def shadowed(fetch, print):
    fetch()
    print(produce())


if fetch:

    async def twice():
        pass


async def twice():
    pass


async def other():
    twice()


plain()
fine()
main = other()
