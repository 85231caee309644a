"""Evaluates arithmetic expression trees, each inner node gathers its operands."""
import asyncio
import random

MOD = 1_000_000_007


class Node:
    kind = "node"

    async def value(self):
        raise NotImplementedError


class Leaf(Node):
    kind = "leaf"

    def __init__(self, number):
        self.number = number

    async def value(self):
        return self.number


class Variable(Node):
    kind = "variable"

    def __init__(self, name, env):
        self.name = name
        self.env = env

    async def value(self):
        await asyncio.sleep(0)
        return self.env[self.name]


class Inner(Node):
    def __init__(self, *operands):
        self.operands = operands

    async def value(self):
        values = await asyncio.gather(*[node.value() for node in self.operands])
        return self.combine(values)


class Sum(Inner):
    kind = "sum"

    def combine(self, values):
        return sum(values) % MOD


class Product(Inner):
    kind = "product"

    def combine(self, values):
        result = 1
        for value in values:
            result = result * value % MOD
        return result


class Largest(Inner):
    kind = "largest"

    def combine(self, values):
        return max(values)


def grow(rng, depth, env):
    if depth == 0:
        if rng.random() < 0.4:
            return Variable(rng.choice("xyz"), env)
        return Leaf(rng.randint(1, 99))
    cls = rng.choice((Sum, Sum, Product, Largest))
    return cls(*(grow(rng, depth - 1, env) for _ in range(rng.randint(2, 4))))


def census(node, counts=None):
    counts = {} if counts is None else counts
    counts[node.kind] = counts.get(node.kind, 0) + 1
    for child in getattr(node, "operands", ()):
        census(child, counts)
    return counts


async def main():
    rng = random.Random(5)
    env = {"x": 3, "y": 14, "z": 159}
    trees = [grow(rng, depth, env) for depth in (3, 4, 5, 6, 7)]
    for tree in trees:
        counts = census(tree)
        print(" ".join(f"{kind}={counts[kind]}" for kind in sorted(counts)))
    for shift in range(3):
        env["y"] += shift
        results = await asyncio.gather(*(tree.value() for tree in trees))
        print(shift, results)


asyncio.run(main())
