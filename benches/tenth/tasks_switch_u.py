#!/usr/bin/env python3
"""Cooperative ping-pong and round robin: everything hinges on asyncio.sleep(0)."""

import asyncio


class Board:
    """Shared state that the players mutate in turn."""

    def __init__(self, players: int) -> None:
        self.turn = 0
        self.players = players
        self.moves = 0
        self.spins = 0
        self.log: list[int] = []

    def advance(self) -> None:
        self.turn = (self.turn + 1) % self.players
        self.moves += 1


async def player(board: Board, me: int, limit: int) -> tuple[int, int]:
    score = 0
    spins = 0
    while board.moves < limit:
        if board.turn == me:
            score += (board.moves * (me + 3)) % 17
            if board.moves % 997 == 0:
                board.log.append(me)
            board.advance()
        else:
            spins += 1
        await asyncio.sleep(0)
    return score, spins


async def fib_stepper(n: int, out: dict[int, int]) -> None:
    a, b = 0, 1
    for _ in range(n):
        a, b = b, (a + b) % 1_000_000_007
        await asyncio.sleep(0)
    out[n] = a


async def main() -> None:
    board = Board(5)
    stats = await asyncio.gather(*(player(board, p, 110_000) for p in range(board.players)))
    for i, (score, spins) in enumerate(stats):
        print(f"player {i}: score={score} spins={spins}")
    print("log length", len(board.log), "sum", sum(board.log))

    out: dict[int, int] = {}
    await asyncio.gather(*(fib_stepper(n, out) for n in range(600, 1200, 4)))
    print("fib", len(out), sum(out.values()) % 65521, list(out)[:5])

    board2 = Board(2)
    a, b = await asyncio.gather(player(board2, 0, 110_000), player(board2, 1, 110_000))
    print("duel", a, b)


asyncio.run(main())
