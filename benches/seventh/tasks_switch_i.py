"""Cooperative board game: many players act in turn, yielding after each move."""
import asyncio

PLAYERS = 120
TURNS = 2200
SQUARES = 97


class Board:
    def __init__(self):
        self.owner = [None] * SQUARES
        self.moves = 0
        self.last = None
        self.switches = 0


class Player:
    def __init__(self, ident):
        self.ident = ident
        self.cash = 500
        self.place = ident % SQUARES
        self.state = ident * 7919 + 13

    def roll(self):
        self.state = (self.state * 1103515245 + 12345) & 0x7FFFFFFF
        return (self.state >> 16) % 6 + 1

    async def play(self, board, players):
        for _ in range(TURNS):
            self.place = (self.place + self.roll()) % SQUARES
            owner = board.owner[self.place]
            if owner is None:
                if self.cash >= 60:
                    self.cash -= 60
                    board.owner[self.place] = self.ident
            elif owner != self.ident:
                rent = min(self.cash, 5 + self.place % 4)
                self.cash -= rent
                players[owner].cash += rent
            board.moves += 1
            if board.last != self.ident:
                board.switches += 1
                board.last = self.ident
            await asyncio.sleep(0)
        return self.cash


async def main():
    board = Board()
    players = [Player(i) for i in range(PLAYERS)]
    tasks = [asyncio.create_task(p.play(board, players)) for p in players]
    for task in tasks:
        await task
    cash = [p.cash for p in players]
    print("moves", board.moves, "switches", board.switches)
    print("cash", sum(cash), "richest", max(cash), "poorest", min(cash))
    ranking = sorted(players, key=lambda p: (-p.cash, p.ident))
    print("top", [p.ident for p in ranking[:5]])
    print("owned", sum(1 for o in board.owner if o is not None))


asyncio.run(main())
