# Publish/subscribe with one queue per subscriber, and an emergency room with a
# priority queue, join() and task_done().
import asyncio
import random


class Broker:
    def __init__(self):
        self.topics = {}
        self.published = 0

    def subscribe(self, topic, queue):
        self.topics.setdefault(topic, []).append(queue)
        return queue

    def publish(self, topic, message):
        self.published += 1
        delivered = 0
        for queue in self.topics.get(topic, ()):
            try:
                queue.put_nowait(message)
                delivered += 1
            except asyncio.QueueFull:
                pass
        return delivered


async def subscriber(queue, fold):
    state = 0
    seen = 0
    while True:
        message = await queue.get()
        if message == "bye":
            return seen, state
        seen += 1
        state = fold(state, message)


async def publisher(broker, topics, rounds):
    delivered = 0
    for n in range(rounds):
        delivered += broker.publish(topics[n % len(topics)], n * n % 1009)
        if n % 5 == 0:
            await asyncio.sleep(0)
    for topic in topics:
        for queue in broker.topics[topic]:
            await queue.put("bye")
    return delivered


async def pubsub():
    broker = Broker()
    folds = [lambda a, b: a + b, max, lambda a, b: (a * 31 + b) % 65521]
    topics = ["news", "sport", "music", "science"]
    subs = []
    for i in range(24):
        queue = broker.subscribe(topics[i % 4], asyncio.Queue(maxsize=20))
        subs.append(asyncio.create_task(subscriber(queue, folds[i % 3])))
    delivered = await publisher(broker, topics, rounds=7000)
    results = [await sub for sub in subs]
    print("published", broker.published, "delivered", delivered,
          "seen", sum(seen for seen, _ in results))
    print("states", [state for _, state in results[:6]])


async def doctor(name, room, done):
    while True:
        urgency, arrival, minutes = await room.get()
        try:
            done.append((urgency, arrival))
            for _ in range(minutes):
                await asyncio.sleep(0)
        finally:
            room.task_done()


async def hospital(patients):
    rng = random.Random(11)
    room = asyncio.PriorityQueue()
    done = []
    staff = [asyncio.create_task(doctor(name, room, done)) for name in "abcdef"]
    for arrival in range(patients):
        await room.put((rng.randint(1, 5), arrival, rng.randint(0, 3)))
        if arrival % 9 == 8:
            await asyncio.sleep(0)
    await room.join()
    for member in staff:
        member.cancel()
    await asyncio.gather(*staff, return_exceptions=True)
    waits = {}
    for place, (urgency, arrival) in enumerate(done):
        waits[urgency] = waits.get(urgency, 0) + place - arrival
    print("treated", len(done), "last", done[-1], "waits", sorted(waits.items()))


async def stack(n):
    pile = asyncio.LifoQueue()
    for i in range(n):
        pile.put_nowait(i)
    odd = [await pile.get() for _ in range(n)][::n // 7]
    print("stack", odd, pile.empty())


async def main():
    await pubsub()
    await hospital(6000)
    await stack(21_000)


asyncio.run(main())
