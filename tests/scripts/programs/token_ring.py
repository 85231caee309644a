# A ring of tasks passes a token through queues; a second program elects a leader.
import asyncio


class Node:
    def __init__(self, ident):
        self.ident, self.inbox, self.next, self.leader = ident, asyncio.Queue(), None, None

    async def pass_token(self, rounds):
        for _ in range(rounds):
            hops = await self.inbox.get()
            print(f"{self.ident}:{hops}", end=" ")
            await self.next.inbox.put(hops + 1)

    async def elect(self):
        await self.next.inbox.put(("candidate", self.ident))
        while self.leader is None:
            kind, who = await self.inbox.get()
            if kind == "leader":
                self.leader = who
                if who != self.ident:
                    await self.next.inbox.put((kind, who))
            elif who > self.ident:
                await self.next.inbox.put((kind, who))
            elif who == self.ident:
                print(self.ident, "wins")
                await self.next.inbox.put(("leader", who))
        return self.leader


def ring(idents):
    nodes = [Node(i) for i in idents]
    for a, b in zip(nodes, nodes[1:] + nodes[:1]):
        a.next = b
    return nodes


async def main():
    nodes = ring("abcd")
    nodes[0].inbox.put_nowait(0)
    await asyncio.gather(*(n.pass_token(3) for n in nodes))
    print("\ntoken", nodes[0].inbox.get_nowait())
    nodes = ring([3, 7, 1, 9, 4])
    print(await asyncio.gather(*(n.elect() for n in nodes)))


asyncio.run(main())
