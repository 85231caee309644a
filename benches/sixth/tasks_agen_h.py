"""A lexer, a paginated service and a stream of ticks, all async iterators."""
import asyncio

UNITS = 14000


class Token:
    def __init__(self, kind, text, line):
        self.kind = kind
        self.text = text
        self.line = line


class Lexer:
    """Reads characters from an async source and yields tokens."""

    def __init__(self, source):
        self.source = source
        self.line = 1

    async def tokens(self):
        word = ""
        async for ch in self.source:
            if ch.isalnum():
                word += ch
                continue
            if word:
                yield Token("number" if word.isdigit() else "name", word, self.line)
                word = ""
            if ch == "\n":
                self.line += 1
            elif not ch.isspace():
                yield Token("sign", ch, self.line)
        if word:
            yield Token("name", word, self.line)


async def characters(text, block=32):
    for start in range(0, len(text), block):
        await asyncio.sleep(0)
        for ch in text[start:start + block]:
            yield ch


class Pages:
    """An async iterator class over the pages of a service."""

    def __init__(self, total, size):
        self.total = total
        self.size = size
        self.next_page = 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        start = self.next_page * self.size
        if start >= self.total:
            raise StopAsyncIteration
        self.next_page += 1
        await asyncio.sleep(0)
        return list(range(start, min(start + self.size, self.total)))


class Ticks:
    """A stream that can be told, while it is running, to change its stride."""

    def __init__(self, limit):
        self.limit = limit
        self.cleaned = 0

    async def stream(self):
        now = 0
        stride = 1
        try:
            while now < self.limit:
                told = yield now
                if told is not None:
                    stride = told
                now += stride
        finally:
            self.cleaned += 1


async def prices(ticks):
    gen = ticks.stream()
    seen = []
    try:
        now = await gen.asend(None)
        while True:
            seen.append(now)
            now = await gen.asend(3 if now % 2 else None)
    except StopAsyncIteration:
        return seen


async def moving_average(source, width):
    window = []
    total = 0
    async for value in source:
        window.append(value)
        total += value
        if len(window) > width:
            total -= window.pop(0)
        yield total / len(window)


async def items(pages):
    async for page in pages:
        for item in page:
            yield item


async def main():
    text = "".join(f"x{i} = y{i} + {i * 3};\n" for i in range(UNITS))
    kinds = {}
    numbers = 0
    async for token in Lexer(characters(text)).tokens():
        kinds[token.kind] = kinds.get(token.kind, 0) + 1
        if token.kind == "number":
            numbers += int(token.text) * (token.line % 5)
    print("tokens", sorted(kinds.items()), numbers)

    wanted = [x async for x in items(Pages(UNITS * 30, 40)) if x % 3 == 0]
    print("items", len(wanted), wanted[-1])
    averages = [round(a, 3) async for a in moving_average(items(Pages(UNITS * 10, 16)), 8)]
    print("averages", len(averages), averages[3], averages[-1], round(sum(averages), 3))

    ticks = Ticks(UNITS * 10)
    seen = await prices(ticks)
    print("prices", len(seen), seen[-1], ticks.cleaned)
    both = await asyncio.gather(*(prices(Ticks(UNITS // 10 + k)) for k in range(25)))
    print("both", sum(map(len, both)))
    pairs = {a: [b async for b in items(Pages(a, 4))] async for a in items(Pages(12, 5))}
    print("pairs", sum(sum(v) for v in pairs.values()))


if __name__ == "__main__":
    asyncio.run(main())
