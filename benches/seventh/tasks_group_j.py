"""Build system: targets fan out in TaskGroups; failures arrive as groups."""
import asyncio

BUILDS = 900


class CompileError(Exception):
    pass


class LinkError(Exception):
    pass


class Build:
    def __init__(self, number):
        self.number = number
        self.compiled = 0
        self.cancelled = 0

    async def compile(self, lib, unit):
        try:
            size = (lib * 53 + unit * 29 + self.number * 7) % 400
            await asyncio.sleep(0)
            if (self.number * 64 + lib * 8 + unit) % 601 == 600:
                raise CompileError(f"unit {lib}.{unit}")
            if unit % 2:
                await asyncio.sleep(0)
            self.compiled += 1
            return size
        except asyncio.CancelledError:
            self.cancelled += 1
            raise

    async def library(self, lib):
        async with asyncio.TaskGroup() as units:
            objs = [units.create_task(self.compile(lib, u)) for u in range(8)]
        size = sum(o.result() for o in objs)
        if size % 211 == 0:
            raise LinkError(f"lib {lib}")
        return size

    async def run(self):
        async with asyncio.TaskGroup() as libs:
            tasks = [libs.create_task(self.library(k), name=f"lib{k}") for k in range(8)]
        return sum(t.result() for t in tasks)


async def main():
    total = compiled = cancelled = 0
    compile_errors = []
    link_errors = []
    for number in range(BUILDS):
        build = Build(number)
        try:
            total += await build.run()
        except* CompileError as eg:
            todo = [eg]
            while todo:
                exc = todo.pop()
                if isinstance(exc, BaseExceptionGroup):
                    todo.extend(exc.exceptions)
                else:
                    compile_errors.append((number, str(exc)))
        except* LinkError as eg:
            link_errors.extend((number, str(e)) for e in eg.exceptions)
        compiled += build.compiled
        cancelled += build.cancelled
    print("total", total, "compiled", compiled, "cancelled", cancelled)
    print("compile errors", len(compile_errors), compile_errors[:3])
    print("link errors", len(link_errors), link_errors[:3])


asyncio.run(main())
