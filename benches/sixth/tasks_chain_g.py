# await chains: parsers, decorators, awaitable futures
import asyncio

REPEAT = 13000


class Lazy:
    """Computes its value when awaited for the first time."""

    def __init__(self, make):
        self.make = make
        self.ready = False
        self.value = None

    def __await__(self):
        if not self.ready:
            self.value = yield from self.make().__await__()
            self.ready = True
        return self.value


class Chain:
    def __init__(self, *steps):
        self.steps = steps

    def __or__(self, step):
        return Chain(*self.steps, step)

    async def __call__(self, value):
        for step in self.steps:
            value = await step(value)
        return value


async def inc(x):
    return x + 1


async def double(x):
    return x * 2


async def pause(x):
    await asyncio.sleep(0)
    return x


def retry(times):
    def decorate(f):
        async def wrapper(*args):
            for attempt in range(times):
                try:
                    return await f(*args, attempt)
                except ConnectionError:
                    if attempt == times - 1:
                        raise
        return wrapper
    return decorate


@retry(4)
async def flaky(n, attempt):
    if attempt < n % 4:
        raise ConnectionError(n)
    return n + attempt


class Source:
    def __init__(self, text):
        self.text = text
        self.pos = 0

    async def peek(self):
        return self.text[self.pos] if self.pos < len(self.text) else ""

    async def next(self):
        ch = await self.peek()
        self.pos += 1
        return ch


async def expr(src):
    value = await term(src)
    while (ch := await src.peek()) and ch in "+-":
        await src.next()
        value = value + await term(src) if ch == "+" else value - await term(src)
    return value


async def term(src):
    value = await atom(src)
    while await src.peek() == "*":
        await src.next()
        value *= await atom(src)
    return value


async def atom(src):
    if await src.peek() == "(":
        await src.next()
        value = await expr(src)
        await src.next()
        return value
    digits = ""
    while (await src.peek()).isdigit():
        digits += await src.next()
    return int(digits)


class Scope:
    opened = []

    def __init__(self, name):
        self.name = name

    async def __aenter__(self):
        await inc(0)
        Scope.opened.append(self.name)
        return self.name

    async def __aexit__(self, *exc):
        assert Scope.opened.pop() == self.name


async def sink(n):
    return n if n == 0 else (await sink(n - 1)) + n % 3


async def main():
    pipe = Chain(inc, double) | inc | pause | double | inc
    value = parsed = tries = scoped = deep = 0
    for r in range(REPEAT):
        value = await pipe(value % 1000)
        lazy = Lazy(lambda: pipe(r))
        value += await lazy + await lazy
        parsed += await expr(Source(f"(1+{r})*2-3*(4+5*(6-{r % 7}))+{r}*{r}"))
        tries += await flaky(r)
        async with Scope("a") as a, Scope("b") as b:
            async with Scope(a + b) as c:
                scoped += len(c) + len(Scope.opened)
        deep += await sink(80)
    print("value", value, "parsed", parsed)
    print("tries", tries, "scoped", scoped, "deep", deep)
    fut = asyncio.get_running_loop().create_future()

    async def waiter(n):
        return await fut if n == 0 else await waiter(n - 1)

    tasks = [asyncio.create_task(waiter(n)) for n in range(20)]
    await asyncio.sleep(0)
    fut.set_result(5)
    print("future", sum([await t for t in tasks]))


asyncio.run(main())
