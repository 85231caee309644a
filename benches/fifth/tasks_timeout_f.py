import asyncio

CALLS = 7000


class Retry(Exception):
    def __init__(self, attempt: int):
        super().__init__(f"attempt {attempt}")
        self.attempt = attempt


class Service:
    """Answers most of the time, fails now and then, sometimes hangs."""

    def __init__(self, seed: int):
        self.state = seed
        self.calls = 0
        self.hung = 0

    def dice(self, sides: int) -> int:
        self.state = (self.state * 16807) % 2147483647
        return self.state % sides

    async def ask(self, question: int) -> int:
        self.calls += 1
        roll = self.dice(25)
        if roll < 4:
            raise Retry(roll)
        if roll == 7:
            self.hung += 1
            await asyncio.Event().wait()
        await asyncio.sleep(0)
        return question * question % 101


class Client:
    def __init__(self, service: Service, limit: float):
        self.service = service
        self.limit = limit
        self.timeouts = 0
        self.retries = 0

    async def request(self, question: int) -> int:
        for attempt in range(20):
            try:
                return await asyncio.wait_for(self.service.ask(question), 10)
            except Retry as exc:
                self.retries += 1
                if exc.attempt == 3:
                    await asyncio.sleep(0)
        return -1


class PatientClient(Client):
    async def request(self, question: int) -> int:
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(None) as scope:
            scope.reschedule(loop.time() + 20)
            answer = await super().request(question)
            scope.reschedule(None)
        return answer


class SteadyService(Service):
    def dice(self, sides: int) -> int:
        roll = super().dice(sides)
        return roll if roll != 7 else 8


async def cancel_chain(depth: int, log: list) -> None:
    try:
        if depth:
            await cancel_chain(depth - 1, log)
        else:
            await asyncio.Event().wait()
    except asyncio.CancelledError:
        log.append(depth)
        raise


async def hanging(n: int) -> int:
    service = Service(n * 77 + 1)
    service.dice = lambda sides: 7
    missed = 0
    for _ in range(3):
        try:
            await asyncio.wait_for(service.ask(n), 0.002)
        except TimeoutError:
            missed += 1
    return missed


async def main() -> None:
    clients = []
    answers = 0
    for k in range(6):
        cls = PatientClient if k % 2 else Client
        client = cls(SteadyService(k + 11), 1.0)
        clients.append(client)
    for q in range(CALLS):
        answers += sum([await c.request(q) for c in clients])
    print("answers", answers, "retries", [c.retries for c in clients])

    log: list = []
    for i in range(CALLS // 2):
        task = asyncio.create_task(cancel_chain(10, log))
        await asyncio.sleep(0)
        task.cancel(f"stop {i}")
        result = await asyncio.gather(task, return_exceptions=True)
        assert isinstance(result[0], asyncio.CancelledError)
    print("unwound", len(log), log[:11], task.cancelled())
    print("missed", sum(await asyncio.gather(*(hanging(i) for i in range(CALLS // 8)))))


asyncio.run(main())
