"""Layered middleware: each request passes through a stack of async handlers,
objects with __await__, and an expression evaluator written with coroutines."""
import asyncio


class Delay:
    """Custom awaitable: yields to the loop n times."""

    def __init__(self, n):
        self.n = n

    def __await__(self):
        for _ in range(self.n):
            yield
        return self.n


class Lazy:
    def __init__(self, coro_fn, *args):
        self.coro_fn = coro_fn
        self.args = args

    def __await__(self):
        return self.coro_fn(*self.args).__await__()


def make_layer(ident, inner):
    async def layer(request):
        request["path"] = (request["path"] * 7 + ident) % 99991
        try:
            response = await inner(request)
        except KeyError:
            if ident % 6 == 0:
                return -ident
            raise
        return response + ident
    return layer


async def endpoint(request):
    await Delay(request["id"] % 3)
    if request["id"] % 29 == 0:
        raise KeyError(request["id"])
    return request["path"] % 100


async def evaluate(node):
    kind = node[0]
    if kind == "num":
        return node[1]
    if kind == "slow":
        await Delay(1)
        return node[1]
    left = await Lazy(evaluate, node[1])
    right = await evaluate(node[2])
    if kind == "+":
        return left + right
    if kind == "-":
        return left - right
    return left * right % 10007


def build(depth, x):
    if depth == 0:
        return ("slow", x) if x % 8 == 0 else ("num", x)
    return ("+-*"[x % 3], build(depth - 1, x * 2 + 1), build(depth - 1, x + 3))


async def client(app, start, count):
    total = 0
    for i in range(start, start + count):
        total += await app({"id": i, "path": i})
    return total


async def main():
    app = endpoint
    for ident in range(1, 26):
        app = make_layer(ident, app)
    totals = await asyncio.gather(*(client(app, k * 1400, 1400) for k in range(25)))
    print("requests", sum(totals))
    tree = build(11, 1)
    values = await asyncio.gather(*(evaluate(tree) for _ in range(120)))
    print("eval", values[0], len(set(values)))


asyncio.run(main())
