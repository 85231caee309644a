"""A client with retries: every call goes through wait_for with a deadline."""
import asyncio


class Unavailable(Exception):
    """Raised when all tries are used up."""


class Service:
    def __init__(self, name, *, stuck_every=0, steps=1):
        self.name = name
        self.stuck_every = stuck_every
        self.steps = steps
        self.calls = 0
        self.aborted = 0
        self.served = 0

    async def call(self, request):
        self.calls += 1
        if self.stuck_every and self.calls % self.stuck_every == 0:
            try:
                await asyncio.get_running_loop().create_future()
            except asyncio.CancelledError:
                self.aborted += 1
                raise
        for _ in range(self.steps):
            await asyncio.sleep(0)
        self.served += 1
        return (request * 7 + len(self.name)) % 1000


class Client:
    def __init__(self, service, tries=3):
        self.service = service
        self.tries = tries
        self.timeouts = 0

    async def ask(self, request, timeout=30):
        for _ in range(self.tries):
            try:
                return await asyncio.wait_for(self.service.call(request), timeout)
            except TimeoutError:
                self.timeouts += 1
                if timeout:
                    timeout = 30
        raise Unavailable(f"{self.service.name} after {self.tries}")


async def session(client, first, count):
    total = lost = 0
    for request in range(first, first + count):
        # a zero timeout never lets a call that has to wait come through
        limit = 0 if request % 50 == 49 else 30
        try:
            total += await client.ask(request, timeout=limit)
        except Unavailable:
            lost += 1
    return total, lost


async def cancelled_by_hand(service, rounds):
    """The caller loses patience and cancels the wait_for itself."""
    quits = 0
    for i in range(rounds):
        task = asyncio.create_task(asyncio.wait_for(service.call(i), timeout=60))
        await asyncio.sleep(0)
        task.cancel()
        try:
            await task
        except asyncio.CancelledError:
            quits += 1
    return quits


async def main():
    fast = Service("fast", steps=0)
    normal = Service("normal", steps=2)
    for service, people, count in ((fast, 10, 1000), (normal, 20, 280)):
        clients = [Client(service) for _ in range(people)]
        results = await asyncio.gather(
            *(session(c, 1000 * i, count) for i, c in enumerate(clients)))
        print(f"{service.name}: calls={service.calls} served={service.served} "
              f"timeouts={sum(c.timeouts for c in clients)} "
              f"total={sum(t for t, _ in results)} lost={sum(n for _, n in results)}")
    sticky = Service("sticky", stuck_every=40)
    patient = Client(sticky, tries=2)
    answers = []
    for n in range(300):
        doomed = sticky.calls % 40 == 39
        answers.append(await patient.ask(n, timeout=0.001 if doomed else 30))
    print("sticky", sum(answers), patient.timeouts, sticky.aborted)
    stuck = Service("stuck", stuck_every=1)
    print("quits", await cancelled_by_hand(stuck, 2000), stuck.aborted, stuck.served)


asyncio.run(main())
