"""Ping-pong between pairs of players, once by polling a shared slot with
sleep(0) and once by handing futures to each other."""
import asyncio


class Table:
    def __init__(self):
        self.turn = 0
        self.ball = 1
        self.polls = 0


async def polling_player(table, me, volleys):
    played = 0
    while played < volleys:
        while table.turn != me:
            table.polls += 1
            await asyncio.sleep(0)
        table.ball = (table.ball * 7 + me + 1) % 10007
        table.turn = 1 - me
        played += 1
    return played


class Rally:
    def __init__(self):
        self.loop = asyncio.get_running_loop()
        self.waiting = [None, None]
        self.pending = [None, None]

    def send(self, to, value):
        fut = self.waiting[to]
        if fut is not None:
            self.waiting[to] = None
            fut.set_result(value)
        else:
            self.pending[to] = value

    async def recv(self, me):
        if self.pending[me] is not None:
            value, self.pending[me] = self.pending[me], None
            return value
        fut = self.loop.create_future()
        self.waiting[me] = fut
        return await fut


async def future_player(rally, me, volleys):
    total = 0
    for _ in range(volleys):
        value = await rally.recv(me)
        total += value
        rally.send(1 - me, (value * 3 + me) % 7919 + 1)
    return total


async def main():
    tables = [Table() for _ in range(20)]
    done = await asyncio.gather(*(polling_player(t, side, 4500)
                                  for t in tables for side in (1, 0)))
    print("volleys", sum(done))
    print("polls", sum(t.polls for t in tables))
    print("balls", sum(t.ball for t in tables))
    rallies = [Rally() for _ in range(20)]
    for i, r in enumerate(rallies):
        r.send(i % 2, i + 1)
    totals = await asyncio.gather(*(future_player(r, side, 4500)
                                    for r in rallies for side in (0, 1)))
    print("futures", sum(totals))


asyncio.run(main())
