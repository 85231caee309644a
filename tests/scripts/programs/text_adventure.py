# A scripted text adventure: rooms, items, commands, a clock task, save and load.
import asyncio

ROOMS = {
    "hall": ("A dusty hall.", {"north": "library", "east": "kitchen"}, ["lamp"]),
    "library": ("Books everywhere.", {"south": "hall"}, ["book", "key"]),
    "kitchen": ("It smells of soup.", {"west": "hall", "down": "cellar"}, []),
    "cellar": ("Dark and damp.", {"up": "kitchen"}, ["gold"]),
}


class Game:
    def __init__(self):
        self.room, self.bag, self.turns, self.over = "hall", [], 0, asyncio.Event()
        self.items = {r: list(items) for r, (_, _, items) in ROOMS.items()}

    def look(self, *_):
        text, exits, _ = ROOMS[self.room]
        things = f" You see: {', '.join(self.items[self.room])}." if self.items[self.room] else ""
        return f"{text} Exits: {', '.join(exits)}.{things}"

    def go(self, where=None, *_):
        exits = ROOMS[self.room][1]
        if where not in exits:
            return "You cannot go there."
        if exits[where] == "cellar" and "lamp" not in self.bag:
            return "Too dark without a lamp."
        self.room = exits[where]
        return self.look()

    def take(self, *words):
        taken = [w for w in words if w in self.items[self.room]]
        for w in taken:
            self.items[self.room].remove(w)
            self.bag.append(w)
        if "gold" in self.bag:
            self.over.set()
        return f"Taken: {', '.join(taken) or 'nothing'}."

    def bag_(self, *_):
        return "You carry " + (", ".join(sorted(self.bag)) or "nothing") + "."

    def save(self, *_):
        return ";".join([self.room, ",".join(self.bag), str(self.turns)])

    def do(self, line):
        verb, *rest = line.lower().split() or ["look"]
        self.turns += 1
        handler = {"look": self.look, "l": self.look, "go": self.go, "take": self.take, "bag": self.bag_, "save": self.save}.get(verb)
        return handler(*rest) if handler else f"I do not know how to {verb}."


async def player(game, script):
    for line in script:
        await asyncio.sleep(0)
        print(f"> {line}\n{game.do(line)}")
        if game.over.is_set():
            return "won"
    return "gave up"


async def clock(game):
    ticks = 0
    while not game.over.is_set():
        await asyncio.sleep(0)
        ticks += 1
    return ticks


async def main():
    game = Game()
    c = asyncio.create_task(clock(game))
    print(await player(game, ["look", "go down", "take lamp sword", "go north", "take key", "dance", "go south", "go east", "bag", "go down", "save", "take gold"]))
    print("turns", game.turns, "ticks", await c > 5)
    other = Game()
    print(await player(other, ["go east", "go down", ""]), other.save())


asyncio.run(main())
