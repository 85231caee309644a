"""Dining philosophers plus a readers/writer lock built from Condition."""
import asyncio
from contextvars import ContextVar

who = ContextVar("who")


class RWLock:
    """Many readers or one writer; writers have precedence."""

    def __init__(self):
        self._cond = asyncio.Condition()
        self._readers = 0
        self._writing = False
        self._writers_waiting = 0

    class _Guard:
        def __init__(self, enter, leave):
            self._enter = enter
            self._leave = leave

        async def __aenter__(self):
            await self._enter()

        async def __aexit__(self, *exc_info):
            await self._leave()
            return False

    def reading(self):
        return self._Guard(self._start_read, self._stop_read)

    def writing(self):
        return self._Guard(self._start_write, self._stop_write)

    async def _start_read(self):
        async with self._cond:
            await self._cond.wait_for(lambda: not self._writing and not self._writers_waiting)
            self._readers += 1

    async def _stop_read(self):
        async with self._cond:
            self._readers -= 1
            if self._readers == 0:
                self._cond.notify_all()

    async def _start_write(self):
        async with self._cond:
            self._writers_waiting += 1
            try:
                await self._cond.wait_for(lambda: not self._writing and self._readers == 0)
            finally:
                self._writers_waiting -= 1
            self._writing = True

    async def _stop_write(self):
        async with self._cond:
            self._writing = False
            self._cond.notify_all()


async def philosopher(seat, forks, waiter, meals, diary):
    who.set(f"p{seat}")
    left, right = forks[seat], forks[(seat + 1) % len(forks)]
    for meal in range(meals):
        async with waiter:
            async with left:
                await asyncio.sleep(0)
                async with right:
                    diary[who.get()] = diary.get(who.get(), 0) + meal
                    await asyncio.sleep(0)


async def reader(lock, table, rounds):
    seen = 0
    for _ in range(rounds):
        async with lock.reading():
            a = table["a"]
            await asyncio.sleep(0)
            assert a == table["a"] and table["b"] == -a
            seen += a
    return seen


async def writer(lock, table, rounds, step):
    for _ in range(rounds):
        async with lock.writing():
            table["a"] += step
            await asyncio.sleep(0)
            table["b"] -= step
    return step


async def main():
    seats = 15
    forks = [asyncio.Lock() for _ in range(seats)]
    waiter = asyncio.Semaphore(seats - 1)
    diary = {}
    await asyncio.gather(*(philosopher(s, forks, waiter, 420, diary) for s in range(seats)))
    print("diary", len(diary), sum(diary.values()), any(f.locked() for f in forks))

    lock, table = RWLock(), {"a": 0, "b": 0}
    jobs = [reader(lock, table, 260) for _ in range(18)]
    jobs += [writer(lock, table, 260, step) for step in (1, 2, 5)]
    seen = await asyncio.gather(*jobs)
    print("table", table)
    print("reads", sum(seen[:18]), "steps", seen[18:])


asyncio.run(main())
