"""Layers of awaitables: coroutine chains, custom __await__ objects, decorated
handlers (middleware stacks) and an async expression evaluator."""
import asyncio


class Lazy:
    def __init__(self, value, delay=0):
        self.value = value
        self.delay = delay

    def __await__(self):
        for _ in range(self.delay):
            yield
        return self.value


class Wrapped:
    def __init__(self, inner):
        self.inner = inner

    def __await__(self):
        v = yield from self.inner.__await__()
        return v + 1


def middleware(name, calls):
    def deco(handler):
        async def wrapper(request):
            calls[name] = calls.get(name, 0) + 1
            request["depth"] += 1
            response = await handler(request)
            response.append(len(name))
            return response
        return wrapper
    return deco


async def endpoint(request):
    await asyncio.sleep(0)
    return [request["depth"], request["id"] % 10]


async def evaluate(expr):
    if isinstance(expr, int):
        return await Lazy(expr)
    op, a, b = expr
    x = await evaluate(a)
    y = await evaluate(b)
    match op:
        case "+":
            return x + y
        case "*":
            return x * y % 10007
        case "-":
            return x - y
        case _:
            raise ValueError(op)


def build(depth, k=1):
    if depth == 0:
        return k % 13
    return ("+*-"[depth % 3], build(depth - 1, k * 2), build(depth - 1, k * 2 + 1))


async def main():
    calls = {}
    app = endpoint
    for i in range(25):
        app = middleware("layer" + str(i) * (1 + i % 3), calls)(app)
    checksum = 0
    for i in range(14000):
        resp = await app({"id": i, "depth": 0})
        checksum += sum(resp)
    print("middleware", checksum, sum(calls.values()), len(calls))

    total = 0
    for i in range(8000):
        obj = Lazy(i, delay=2)
        for _ in range(30):
            obj = Wrapped(obj)
        total += await obj
    print("wrapped", total)

    tree = build(12)
    values = [await evaluate(tree) for _ in range(70)]
    print("evaluate", values[0], len(set(values)))


asyncio.run(main())
