# __aenter__ and __aexit__: order, suppressing, errors, nesting.
import asyncio


class CM:
    def __init__(self, name, suppress=False, fail_exit=False, fail_enter=False):
        self.name, self.suppress, self.fail_exit, self.fail_enter = name, suppress, fail_exit, fail_enter

    async def __aenter__(self):
        await asyncio.sleep(0)
        print("enter", self.name)
        if self.fail_enter:
            raise OSError("enter " + self.name)
        return self.name.upper()

    async def __aexit__(self, et, ev, tb):
        await asyncio.sleep(0)
        print("exit", self.name, et.__name__ if et else None, ev, tb is not None)
        if self.fail_exit:
            raise LookupError("exit " + self.name)
        return self.suppress


async def early():
    async with CM("ret") as r:
        return r + "!"


async def main():
    async with CM("a") as a, CM("b") as b:
        print(a, b)
    async with (
        CM("p") as p,
        CM("q"),
    ):
        print(p)
    async with CM("s", suppress=True):
        raise ValueError("hidden")
    print("after suppressed")
    try:
        async with CM("n"), CM("m"):
            raise ValueError("seen")
    except ValueError as e:
        print("caught", e)
    try:
        async with CM("fx", fail_exit=True):
            raise ValueError("inner")
    except LookupError as e:
        print("caught", e, repr(e.__context__))
    try:
        async with CM("ok"), CM("fe", fail_enter=True):
            print("never")
    except OSError as e:
        print("caught", e)
    print(await early())
    for i in range(3):
        async with CM(f"loop{i}"):
            if i == 0:
                continue
            break
    t = asyncio.create_task(held())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    t.cancel()
    await asyncio.wait([t])
    print(t.cancelled())


async def held():
    async with CM("held"):
        await asyncio.sleep(5)


asyncio.run(main())
