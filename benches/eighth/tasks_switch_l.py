"""Philosophers-free version of round robin: green threads sharing one variable,
with a turn baton, plus a plain ping-pong through futures."""
import asyncio


def make_account(balance=0):
    history = []

    def deposit(amount):
        nonlocal balance
        balance += amount
        history.append(amount)
        return balance

    def report():
        return balance, len(history), sum(history[::7])

    return deposit, report


async def saver(deposit, first, step, rounds):
    amount = first
    best = 0
    for _ in range(rounds):
        best = max(best, deposit(amount) % 9973)
        amount = (amount * step + 1) % 101
        await asyncio.sleep(0)
    return best


async def baton_holder(me, people, rounds, board):
    """Spins with sleep(0) until it is its turn."""
    spins = 0
    for _ in range(rounds):
        while board["turn"] != me:
            spins += 1
            await asyncio.sleep(0)
        board["moves"].append(me)
        board["turn"] = (me + 1) % people
    return spins


async def player(rounds, mine, other):
    """mine and other are one-element lists that hold the future to wait for."""
    loop = asyncio.get_running_loop()
    total = 0
    for _ in range(rounds):
        ball = await mine[0]
        total += ball
        mine[0] = loop.create_future()
        if not other[0].done():
            other[0].set_result(ball + 1)
    return total


async def ping_pong(rounds):
    loop = asyncio.get_running_loop()
    left, right = [loop.create_future()], [loop.create_future()]
    players = (asyncio.ensure_future(player(rounds, left, right)),
               asyncio.ensure_future(player(rounds, right, left)))
    left[0].set_result(1)
    return [await p for p in players]


async def main():
    deposit, report = make_account(100)
    savers = [asyncio.create_task(saver(deposit, i, 3 + i % 5, rounds=500))
              for i in range(60)]
    peaks = [await s for s in savers]
    print("account", *report(), "peaks", max(peaks), min(peaks))

    board = {"turn": 0, "moves": []}
    holders = [asyncio.create_task(baton_holder(i, 12, 180, board))
               for i in reversed(range(12))]
    spins = [await h for h in holders]
    print("baton", len(board["moves"]), board["moves"][:14], sum(spins), spins[0])

    print("ping-pong", await ping_pong(10_000))


asyncio.run(main())
