# expression trees evaluated by nested gathers
import asyncio

ROUNDS = 140


class Num:
    def __init__(self, value):
        self.value = value

    async def compute(self, env):
        return self.value


class Var:
    def __init__(self, name):
        self.name = name

    async def compute(self, env):
        await asyncio.sleep(0)
        return env[self.name]


class Op:
    def __init__(self, sign, *args):
        self.sign = sign
        self.args = args

    async def compute(self, env):
        values = await asyncio.gather(*[arg.compute(env) for arg in self.args])
        result = values[0]
        for v in values[1:]:
            if self.sign == "+":
                result += v
            elif self.sign == "-":
                result -= v
            elif self.sign == "*":
                result = result * v % 1000003
            else:
                result //= v
        return result


def grow(depth, n):
    if depth == 0:
        return Var("xyz"[n % 3]) if n % 2 else Num(n % 19 + 1)
    sign = "+-*"[(n + depth) % 3]
    return Op(sign, *[grow(depth - 1, n * 3 + k) for k in range(2 + n % 2)])


def size(tree):
    return 1 + sum(map(size, tree.args)) if isinstance(tree, Op) else 1


async def safe(tree, env):
    good = bad = 0
    wrapped = [Op("/", tree, Var(name)) for name in env]
    for r in await asyncio.gather(*[w.compute(env) for w in wrapped], return_exceptions=True):
        if isinstance(r, ZeroDivisionError):
            bad += 1
        else:
            good += r % 97
    return good, bad


async def main():
    trees = [grow(4, n) for n in range(1, 6)]
    check = fails = 0
    for r in range(ROUNDS):
        env = {"x": r, "y": r * r % 5, "z": 7 - r % 3}
        values = await asyncio.gather(*(t.compute(env) for t in trees))
        check = (check * 33 + sum(values)) % 1000000007
        good, bad = await safe(trees[r % 5], env)
        check += good
        fails += bad
    print("sizes", [size(t) for t in trees])
    print("check", check, "fails", fails)
    futures = [asyncio.ensure_future(t.compute({"x": 1, "y": 2, "z": 3})) for t in trees]
    first = asyncio.gather(*futures[:2])
    rest = asyncio.gather(*futures[2:])
    print("pairs", await asyncio.gather(first, rest))


asyncio.run(main())
