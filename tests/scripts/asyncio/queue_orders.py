# Queues whose waiters leave in any order, and priority queues of objects that compare in several ways.
import asyncio
import random


def told(error):
    return f"{type(error).__name__}: {error}"


class Heavy:
    """Heavier ones come first."""

    def __init__(self, weight, name):
        self.weight = weight
        self.name = name

    def __lt__(self, other):
        return (-self.weight, self.name) < (-other.weight, other.name)


class Twice(Heavy):
    def __lt__(self, other):
        return (--self.weight, self.name) < (--other.weight, other.name)


class Mixed(Heavy):
    def __lt__(self, other):
        return (-self.weight, self.name) < (other.weight, other.name)


class Alone(Heavy):
    def __lt__(self, other):
        return -self.weight < -other.weight


class More(Heavy):
    def __lt__(self, other):
        return -self.weight > -other.weight


class NameFirst(Heavy):
    def __lt__(self, other):
        return (self.weight, -self.name) < (other.weight, -other.name)


class Slotted:
    __slots__ = ("weight", "name")

    def __init__(self, weight, name):
        self.weight = weight
        self.name = name

    def __lt__(self, other):
        return (-self.weight, self.name) < (-other.weight, other.name)


class Minus:
    def __init__(self, x):
        self.x = x

    def __neg__(self):
        print("neg", self.x)
        return -self.x


async def order(cls, weights):
    q = asyncio.PriorityQueue()
    out = []
    try:
        for i, w in enumerate(weights):
            await q.put(cls(w, i))
        while not q.empty():
            item = await q.get()
            out.append((item.weight, item.name))
    except (TypeError, AttributeError) as e:
        print(cls.__name__, told(e), q.qsize())
    return out


async def priorities():
    rng = random.Random(5)
    ints = [rng.randrange(9) for _ in range(30)]
    floats = [rng.randrange(9) / 4 - 1 for _ in range(20)] + [0.0, -0.0, 0, 10 ** 30, -10 ** 30, True]
    for cls in (Heavy, Twice, Mixed, Alone, More, NameFirst, Slotted):
        print(cls.__name__, await order(cls, ints))
        print(cls.__name__, await order(cls, floats))
    nan = float("nan")
    for cls in (Heavy, Alone, NameFirst):
        print(cls.__name__, await order(cls, [1.0, nan, 2.0, nan, -1.0]))
        print(cls.__name__, await order(cls, [1, 2, "x", 3]))
    await order(Heavy, [1, Minus(2), Minus(3)])
    # the second part is no number, whichever part decides
    class Named(Heavy):
        def __lt__(self, other):
            return (self.weight, -self.name) < (other.weight, -other.name)

    q = asyncio.PriorityQueue()
    for i in range(6):
        q.put_nowait(Named(i, i))
    try:
        q.put_nowait(Named(0, "name"))
    except TypeError as e:
        print(told(e))
    # attributes come and go
    q = asyncio.PriorityQueue()
    items = [Heavy(w, n) for n, w in enumerate([3, 1, 2, 5, 4])]
    for item in items[:4]:
        await q.put(item)
    del items[0].name
    items[0].name = 7
    items[1].other = 1
    await q.put(items[4])
    print([(await q.get()).weight for _ in range(5)])
    for item in items:
        await q.put(item)
    del items[4].name
    try:
        print([(await q.get()).weight for _ in range(5)])
    except AttributeError as e:
        print(told(e))
    # the class changes between
    q = asyncio.PriorityQueue()
    for w in (3, 1, 2):
        await q.put(Alone(w, 0))
    Alone.__lt__ = lambda self, other: self.weight < other.weight
    await q.put(Alone(0, 0))
    await q.put(Alone(9, 0))
    print([(await q.get()).weight for _ in range(5)])
    Alone.weight = property(lambda self: -self.__dict__["weight"], lambda self, v: None)
    q = asyncio.PriorityQueue()
    try:
        for w in (3, 1, 2):
            a = Alone(0, 0)
            a.__dict__["weight"] = w
            await q.put(a)
        print([(await q.get()).weight for _ in range(3)])
    finally:
        del Alone.weight


async def leaving(indices, n):
    q = asyncio.Queue()
    got = []

    async def getter(k):
        try:
            got.append((k, await q.get()))
        except asyncio.CancelledError:
            got.append((k, "cancelled"))
            raise

    tasks = [asyncio.create_task(getter(k)) for k in range(n)]
    await asyncio.sleep(0)
    for k in indices:
        tasks[k].cancel()
    q.put_nowait("a")
    await asyncio.sleep(0)
    q.put_nowait("b")
    for k in range(n):
        q.put_nowait(k)
    await asyncio.gather(*tasks, return_exceptions=True)
    print(got, q.qsize(), len(q._getters))


async def putting(indices, n):
    q = asyncio.Queue(maxsize=1)
    await q.put("first")

    async def putter(k):
        try:
            await q.put(k)
        except asyncio.CancelledError:
            return "cancelled"

    tasks = [asyncio.create_task(putter(k)) for k in range(n)]
    await asyncio.sleep(0)
    for k in indices:
        tasks[k].cancel()
    out = [q.get_nowait()]
    for _ in range(n - len(indices)):
        out.append(await q.get())
    print(out, await asyncio.gather(*tasks), q.empty())


async def errors():
    q = asyncio.Queue(maxsize=2)
    p = asyncio.PriorityQueue(maxsize=1)
    for queue in (q, p, asyncio.LifoQueue(1)):
        for _ in range(2):
            try:
                queue.get_nowait()
            except asyncio.QueueEmpty as e:
                print(told(e), e.args, type(e) is asyncio.QueueEmpty)
        try:
            for k in range(3):
                queue.put_nowait(k)
        except asyncio.QueueFull as e:
            print(told(e), queue.qsize(), queue.maxsize)
        queue.shutdown()
        for _ in range(2):
            try:
                queue.put_nowait(1)
            except asyncio.QueueShutDown as e:
                print(told(e), type(e).__mro__[1].__name__)
        while True:
            try:
                print(await queue.get())
            except asyncio.QueueShutDown:
                break
    for make in (lambda: asyncio.Queue(maxsize=3), lambda: asyncio.Queue(3), lambda: asyncio.Queue(size=3)):
        for _ in range(2):
            try:
                print(make().maxsize)
            except TypeError as e:
                print("TypeError")
    for _ in range(3):
        for given in ({"name": "n"}, {"name": None}, {"context": None, "name": "m"}, {"nam": 1}):
            c = asyncio.sleep(0)
            try:
                t = asyncio.create_task(c, **given)
                print(t.get_name()[:4])
                await t
            except TypeError as e:
                print("TypeError")
                c.close()


async def main():
    await priorities()
    for indices in ([5, 4, 3, 2, 1, 0], [0, 1, 2], [5, 0, 4, 1], [2, 3], [1], [3, 2, 4]):
        await leaving(indices, 6)
        await putting(indices, 6)
    await errors()


asyncio.run(main())
