# Errors in __aenter__, body and __aexit__ of several managers, with tasks.
import asyncio

log = []


class CM:
    def __init__(self, name, fail=None):
        self.name, self.fail = name, fail

    async def __aenter__(self):
        log.append(f"enter {self.name}")
        if self.fail == "enter":
            raise OSError(self.name)
        return self

    async def __aexit__(self, et, e, tb):
        log.append(f"exit {self.name} {et and et.__name__}")
        await asyncio.sleep(0)
        if self.fail == "exit":
            raise LookupError(self.name)
        return self.fail == "swallow"


async def run(*specs, body=None):
    log.clear()
    managers = [CM(*s.split(":")) for s in specs]
    try:
        async with managers[0] as a, managers[1] as b, managers[2] as c:
            log.append("body")
            if body:
                raise body
    except Exception as e:
        chain = []
        while e:
            chain.append(repr(e))
            e = e.__context__
        log.append(" <- ".join(chain))
    print(" | ".join(log))


async def main():
    await run("a", "b", "c")
    await run("a", "b:enter", "c")
    await run("a", "b:exit", "c")
    await run("a", "b:exit", "c:exit", body=ValueError("body"))
    await run("a:swallow", "b:exit", "c", body=ValueError("body"))
    await run("a", "b:swallow", "c", body=ValueError("body"))
    await run("a:exit", "b:swallow", "c:enter")

    async def early(n):
        for i in range(3):
            async with CM(f"loop{i}"):
                if i == n:
                    return i

    log.clear()
    print(await early(1), log)


asyncio.run(main())
