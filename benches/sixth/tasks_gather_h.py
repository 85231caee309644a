"""A directory walker, a tournament and a matrix product, all with gather."""
import asyncio

REPEAT = 360


class FileNode:
    def __init__(self, name, size):
        self.name = name
        self.size = size


class DirNode:
    def __init__(self, name):
        self.name = name
        self.entries = []

    def add(self, entry):
        self.entries.append(entry)
        return entry


def populate(directory, depth, seed):
    """Fill a directory with files and sub directories, always the same way."""
    for k in range(3):
        directory.add(FileNode(f"file{k}.txt", (seed * 31 + k * 7) % 500))
    if depth:
        for k in range(3):
            populate(directory.add(DirNode(f"dir{k}")), depth - 1, seed * 3 + k)
    return directory


class Walker:
    def __init__(self):
        self.visited = 0
        self.biggest = ("", -1)

    async def walk(self, entry, path=""):
        path = f"{path}/{entry.name}"
        if isinstance(entry, FileNode):
            self.visited += 1
            if entry.size > self.biggest[1]:
                self.biggest = (path, entry.size)
            return entry.size
        await asyncio.sleep(0)
        return sum(await asyncio.gather(*(self.walk(e, path) for e in entry.entries)))


class Player:
    def __init__(self, name, skill):
        self.name = name
        self.skill = skill
        self.wins = 0


async def match(a, b, rounds):
    points = 0
    for r in range(rounds):
        points += 1 if (a.skill * (r + 3)) % 11 >= (b.skill * (r + 5)) % 11 else -1
        await asyncio.sleep(0)
    winner = a if points > 0 else b
    winner.wins += 1
    return winner


async def tournament(players):
    """Knock-out: all the matches of one round are played at once."""
    while len(players) > 1:
        players = await asyncio.gather(
            *[match(players[i], players[i + 1], 3) for i in range(0, len(players), 2)]
        )
    return players[0]


async def dot(row, column):
    return sum(a * b for a, b in zip(row, column))


async def product(a, b):
    columns = list(zip(*b))
    return await asyncio.gather(*(asyncio.gather(*(dot(row, c) for c in columns)) for row in a))


async def main():
    root = populate(DirNode("root"), 3, 1)
    walker = Walker()
    size = 0
    champions = []
    corner = 0
    for r in range(REPEAT):
        players = [Player(f"p{i}", (i * 7 + r) % 23 + 1) for i in range(32)]
        matrix = [[(i * r + j) % 5 for j in range(8)] for i in range(8)]
        s, champion, m = await asyncio.gather(walker.walk(root), tournament(players), product(matrix, matrix))
        size += s
        champions.append(champion.name)
        corner += m[-1][-1]
    print("size", size, "visited", walker.visited, "biggest", walker.biggest)
    print("champions", champions[:6], len(set(champions)))
    print("corner", corner)


asyncio.run(main())
