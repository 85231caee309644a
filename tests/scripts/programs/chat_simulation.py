# A chat room in memory: users as tasks, a room as an object, commands.
import asyncio


class User:
    def __init__(self, name):
        self.name = name
        self.inbox = asyncio.Queue()
        self.seen = []

    async def run(self, room, script):
        await room.join(self)
        reader = asyncio.create_task(self.listen(), name=f"{self.name}-reader")
        try:
            for line in script:
                await asyncio.sleep(0)
                if line.startswith("/"):
                    cmd, *args = line[1:].split()
                    handler = getattr(room, f"cmd_{cmd}", None)
                    if handler is None:
                        await self.inbox.put(f"unknown command {cmd}")
                    else:
                        await handler(self, *args)
                else:
                    await room.say(self, line)
        finally:
            await room.leave(self)
            await self.inbox.put(None)
            await reader

    async def listen(self):
        while (m := await self.inbox.get()) is not None:
            self.seen.append(m)


class Room:
    def __init__(self):
        self.users = {}
        self.log = []

    async def broadcast(self, text, but=None):
        self.log.append(text)
        for u in self.users.values():
            if u is not but:
                await u.inbox.put(text)

    async def join(self, u):
        self.users[u.name] = u
        await self.broadcast(f"+{u.name}")

    async def leave(self, u):
        del self.users[u.name]
        await self.broadcast(f"-{u.name}")

    async def say(self, u, text):
        await self.broadcast(f"{u.name}: {text}", but=u)

    async def cmd_who(self, u):
        await u.inbox.put("here: " + ", ".join(sorted(self.users)))

    async def cmd_tell(self, u, to, *words):
        if to in self.users:
            await self.users[to].inbox.put(f"({u.name} whispers) {' '.join(words)}")
        else:
            await u.inbox.put(f"no user {to}")

    async def cmd_rename(self, u, new):
        del self.users[u.name]
        old, u.name = u.name, new
        self.users[new] = u
        await self.broadcast(f"{old} is now {new}")


async def main():
    room = Room()
    ann, bob, cid = (User(n) for n in ("ann", "bob", "cid"))
    async with asyncio.TaskGroup() as tg:
        tg.create_task(ann.run(room, ["hi all", "/who", "/tell bob psst over here", "bye"]))
        tg.create_task(bob.run(room, ["hello", "/rename robert", "/dance"]))
        tg.create_task(cid.run(room, ["/tell zed hi", "late", "/who", "more", "last"]))
    print("\n".join(room.log))
    for u in (ann, bob, cid):
        print(u.name, len(u.seen))
        for m in u.seen:
            print("   ", m)


asyncio.run(main())
