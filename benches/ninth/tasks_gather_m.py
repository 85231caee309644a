"""Evaluate big arithmetic expression trees, both operands of a node being gathered."""
import asyncio

MOD = 998_244_353


class Node:
    async def eval(self, env):
        raise NotImplementedError


class Const(Node):
    def __init__(self, value):
        self.value = value

    async def eval(self, env):
        return self.value


class Var(Node):
    def __init__(self, name):
        self.name = name

    async def eval(self, env):
        await asyncio.sleep(0)
        return env[self.name]


class BinOp(Node):
    ops = {
        "+": lambda a, b: (a + b) % MOD,
        "-": lambda a, b: (a - b) % MOD,
        "*": lambda a, b: a * b % MOD,
        "^": lambda a, b: (a ^ b) % MOD,
    }

    def __init__(self, op, left, right):
        self.op = op
        self.left = left
        self.right = right

    async def eval(self, env):
        a, b = await asyncio.gather(self.left.eval(env), self.right.eval(env))
        return self.ops[self.op](a, b)


class Sum(Node):
    def __init__(self, *terms):
        self.terms = terms

    async def eval(self, env):
        return sum(await asyncio.gather(*[t.eval(env) for t in self.terms])) % MOD


def build(depth, seed=1):
    if depth == 0:
        return Var("xyz"[seed % 3]) if seed % 2 else Const(seed * seed + 1)
    if depth % 4 == 0:
        return Sum(*(build(depth - 1, seed * 3 + k) for k in range(3)))
    op = "+-*^"[seed % 4]
    return BinOp(op, build(depth - 1, seed * 2 % 1009), build(depth - 1, (seed * 2 + 1) % 1013))


def size(node):
    match node:
        case BinOp(left=left, right=right):
            return 1 + size(left) + size(right)
        case Sum(terms=terms):
            return 1 + sum(map(size, terms))
        case _:
            return 1


async def main():
    tree = build(10)
    print("nodes", size(tree))
    values = []
    for i in range(2):
        env = {"x": i, "y": i * i + 7, "z": 12345 - i}
        values.append(await tree.eval(env))
    print("values", values)
    batch = await asyncio.gather(*(build(5, seed).eval({"x": 1, "y": 2, "z": seed}) for seed in range(1, 40)))
    print("batch", sum(batch) % MOD, len(set(batch)))


asyncio.run(main())
