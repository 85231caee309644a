# Line readers and writers as async context managers and iterators, in memory.
import asyncio


class MemoryFiles:
    def __init__(self, **files):
        self.files = files
        self.open_count = 0

    def open(self, name, mode="r"):
        return MemoryFile(self, name, mode)


class MemoryFile:
    def __init__(self, fs, name, mode):
        self.fs, self.name, self.mode = fs, name, mode

    async def __aenter__(self):
        await asyncio.sleep(0)
        if self.mode == "r":
            if self.name not in self.fs.files:
                raise FileNotFoundError(2, "No such file or directory", self.name)
            self.lines = iter(self.fs.files[self.name].splitlines(keepends=True))
        else:
            self.buffer = []
        self.fs.open_count += 1
        return self

    async def __aexit__(self, et, e, tb):
        await asyncio.sleep(0)
        self.fs.open_count -= 1
        if self.mode == "w" and et is None:
            self.fs.files[self.name] = "".join(self.buffer)

    async def write(self, text):
        if self.mode != "w":
            raise OSError("not writable")
        await asyncio.sleep(0)
        self.buffer.append(text)
        return len(text)

    def __aiter__(self):
        return self

    async def __anext__(self):
        await asyncio.sleep(0)
        try:
            return next(self.lines)
        except StopIteration:
            raise StopAsyncIteration from None


async def copy(fs, src, dst, f=lambda l: l):
    n = 0
    async with fs.open(src) as i, fs.open(dst, "w") as o:
        async for line in i:
            n += await o.write(f(line))
    return n


async def main():
    fs = MemoryFiles(a="one\ntwo\nthree\n", b="")
    print(await asyncio.gather(copy(fs, "a", "c", str.upper), copy(fs, "b", "d"), copy(fs, "a", "e", lambda l: l[::-1].strip() + ";")))
    print(fs.files, fs.open_count)
    for bad in (copy(fs, "zz", "x"), copy(fs, "a", "x", lambda l: l + 1)):
        try:
            await bad
        except (OSError, TypeError) as e:
            print(type(e).__name__, e)
    print("x" in fs.files, fs.open_count)
    async with fs.open("a") as f:
        try:
            await f.write("no")
        except OSError as e:
            print(e)
        print([len(l) async for l in f])


asyncio.run(main())
