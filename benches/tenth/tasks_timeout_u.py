"""A retrying client with per-attempt deadlines (wait_for) against a flaky fake service."""
import asyncio
import random


class Service:
    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.calls = 0
        self.cancelled = 0

    async def request(self, key: int) -> int:
        self.calls += 1
        roll = self.rng.random()
        try:
            if roll < 0.15:
                await asyncio.get_running_loop().create_future()   # hangs
            if roll < 0.25:
                raise ConnectionError(f"reset {key % 3}")
            for _ in range(key % 4):
                await asyncio.sleep(0)
            return key * key % 7919
        except asyncio.CancelledError:
            self.cancelled += 1
            raise


class Client:
    def __init__(self, service: Service, attempts: int = 4) -> None:
        self.service = service
        self.attempts = attempts
        self.timeouts = 0
        self.errors: dict[str, int] = {}
        self.gave_up = 0

    async def fetch(self, key: int) -> int | None:
        raise NotImplementedError


class PatientClient(Client):
    """Gives a request a few turns of the loop, then insists on an answer now."""

    async def fetch(self, key: int) -> int | None:
        for attempt in range(self.attempts):
            task = asyncio.ensure_future(self.service.request(key + attempt))
            for _ in range(5):
                await asyncio.sleep(0)
                if task.done():
                    break
            try:
                return await asyncio.wait_for(task, 0)
            except TimeoutError:
                self.timeouts += 1
            except ConnectionError as e:
                self.errors[str(e)] = self.errors.get(str(e), 0) + 1
        self.gave_up += 1
        return None


async def drive(client: Client, keys: range) -> int:
    total = 0
    for k in keys:
        value = await client.fetch(k)
        if value is not None:
            total += value
    return total


async def main() -> None:
    service = Service(99)
    client = PatientClient(service)
    totals = await asyncio.gather(*(drive(client, range(b, b + 700)) for b in range(0, 35000, 700)))
    print("total", sum(totals))
    print("calls", service.calls, "cancelled", service.cancelled)
    print("timeouts", client.timeouts, "gave up", client.gave_up)
    for msg in sorted(client.errors):
        print("  ", msg, client.errors[msg])


asyncio.run(main())
