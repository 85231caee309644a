# Publish and subscribe with topics, wildcards, and async callbacks.
import asyncio


class Broker:
    def __init__(self):
        self.subs = {}
        self.delivered = 0

    def subscribe(self, topic):
        q = asyncio.Queue()
        self.subs.setdefault(topic, []).append(q)
        return Subscription(self, topic, q)

    def matching(self, topic):
        for pattern, queues in self.subs.items():
            if pattern == topic or pattern.endswith("*") and topic.startswith(pattern[:-1]):
                yield from queues

    async def publish(self, topic, message):
        n = 0
        for q in self.matching(topic):
            await q.put((topic, message))
            n += 1
        self.delivered += n
        return n


class Subscription:
    def __init__(self, broker, topic, queue):
        self.broker, self.topic, self.queue = broker, topic, queue

    def __aiter__(self):
        return self

    async def __anext__(self):
        item = await self.queue.get()
        if item[1] is None:
            raise StopAsyncIteration
        return item

    def close(self):
        self.broker.subs[self.topic].remove(self.queue)
        self.queue.put_nowait((self.topic, None))


async def listener(name, sub, log):
    async for topic, msg in sub:
        log.append(f"{name} <- {topic}: {msg}")
    log.append(f"{name} closed")


async def main():
    b, log = Broker(), []
    subs = {"all": b.subscribe("*"), "news": b.subscribe("news"), "sport": b.subscribe("sport.*"), "also": b.subscribe("news")}
    tasks = [asyncio.create_task(listener(n, s, log)) for n, s in subs.items()]
    print(await b.publish("news", "hello"), await b.publish("sport.chess", "e4"), await b.publish("weather", 21))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    subs["also"].close()
    print(await b.publish("news", "bye"))
    for n in ("all", "news", "sport"):
        subs[n].close()
    await asyncio.gather(*tasks)
    print("\n".join(log))
    print("delivered", b.delivered, {k: len(v) for k, v in b.subs.items()})


asyncio.run(main())
