"""Evaluate formula trees: operands of every node are computed by gather."""
import asyncio

SEED = 987654321
DEPTH = 6
TREES = 180


class Rand:
    def __init__(self, seed):
        self.s = seed

    def next(self, n):
        self.s = (self.s * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        return (self.s >> 33) % n


def make(rand, depth):
    if depth == 0 or rand.next(12) == 0:
        return ("num", rand.next(10))
    op = ("add", "mul", "div", "max", "sub")[rand.next(5)]
    arity = 3 if op in ("add", "max", "mul") else 2
    return (op, [make(rand, depth - 1) for _ in range(arity)])


class Evaluator:
    def __init__(self):
        self.nodes = 0
        self.errors = 0

    async def run(self, node):
        self.nodes += 1
        kind = node[0]
        if kind == "num":
            return node[1]
        values = await asyncio.gather(
            *[self.run(child) for child in node[1]], return_exceptions=True
        )
        clean = []
        for v in values:
            if isinstance(v, Exception):
                self.errors += 1
                v = 1
            clean.append(v)
        if kind == "add":
            return sum(clean) % 10007
        if kind == "mul":
            prod = 1
            for v in clean:
                prod = prod * v % 10007
            return prod
        if kind == "max":
            return max(clean)
        if kind == "sub":
            return clean[0] - clean[1]
        return clean[0] // clean[1]


async def main():
    rand = Rand(SEED)
    evaluator = Evaluator()
    results = []
    for _ in range(TREES):
        tree = make(rand, DEPTH)
        try:
            results.append(await evaluator.run(tree))
        except ZeroDivisionError:
            results.append(None)
    print("nodes", evaluator.nodes, "errors", evaluator.errors)
    for i in range(0, len(results), 40):
        print(results[i:i + 8])


asyncio.run(main())
