"""A news agency: topics, subscribers, bounded inboxes, an editor's stack."""
import asyncio

STORIES = 15000

TOPICS = ("sport", "weather", "politics", "music", "science")


class Story:
    def __init__(self, number, topic, weight):
        self.number = number
        self.topic = topic
        self.weight = weight

    def __lt__(self, other):
        return (-self.weight, self.number) < (-other.weight, other.number)


class Subscriber:
    def __init__(self, name, topics):
        self.name = name
        self.topics = topics
        self.inbox = asyncio.Queue(maxsize=5)
        self.read = 0
        self.weight = 0

    async def run(self):
        while True:
            story = await self.inbox.get()
            if story is None:
                return self
            self.read += 1
            self.weight += story.weight


class Agency:
    def __init__(self, subscribers):
        self.by_topic = {topic: [] for topic in TOPICS}
        self.subscribers = subscribers
        self.wire = asyncio.PriorityQueue(maxsize=40)
        self.sent = 0
        for s in subscribers:
            for topic in s.topics:
                self.by_topic[topic].append(s)

    async def write(self, author, count):
        """An author files stories on the wire, heavier ones are to go first."""
        for n in range(count):
            number = n * 10 + author
            await self.wire.put(Story(number, TOPICS[(n + author) % 5], (number * 17) % 50))

    async def publish(self, total):
        for _ in range(total):
            story = await self.wire.get()
            for s in self.by_topic[story.topic]:
                await s.inbox.put(story)
                self.sent += 1
        for s in self.subscribers:
            await s.inbox.put(None)


class Drafts:
    """Drafts are taken from the top of the stack; some come back once."""

    def __init__(self):
        self.stack = asyncio.LifoQueue()
        self.finished = []

    async def fill(self, count):
        for n in range(count):
            await self.stack.put((n, 0))

    async def edit(self):
        while True:
            try:
                number, version = self.stack.get_nowait()
            except asyncio.QueueEmpty:
                return
            if number % 3 == 0 and version == 0:
                await self.stack.put((number, 1))
            else:
                self.finished.append(number * 2 + version)
            self.stack.task_done()


async def overflow():
    queue = asyncio.Queue(maxsize=3)
    refused = 0
    for n in range(10):
        try:
            queue.put_nowait(n)
        except asyncio.QueueFull:
            refused += 1
    return refused, queue.qsize(), queue.full()


async def main():
    subscribers = [Subscriber(f"s{i}", {TOPICS[i % 5], TOPICS[(i * 2 + 1) % 5]}) for i in range(8)]
    agency = Agency(subscribers)
    readers = [asyncio.create_task(s.run()) for s in subscribers]
    authors = [agency.write(a, STORIES) for a in range(4)]
    await asyncio.gather(agency.publish(4 * STORIES), *authors)
    done = [await r for r in readers]
    print("sent", agency.sent, "read", [s.read for s in done])
    print("weight", sum(s.weight for s in done))
    drafts = Drafts()
    await drafts.fill(STORIES * 2)
    await drafts.edit()
    await drafts.stack.join()
    print("drafts", len(drafts.finished), drafts.finished[:4], sum(i * d for i, d in enumerate(drafts.finished)) % 99991)
    print("overflow", *await overflow())


asyncio.run(main())
