# A traffic light and a connection as state machines, driven by tasks.
import asyncio


class StateError(Exception):
    pass


class Machine:
    transitions = {}
    start = None

    def __init_subclass__(cls):
        cls.handlers = {k: v for k, v in vars(cls).items() if k.startswith("on_")}

    def __init__(self):
        self.state = self.start
        self.trace = [self.state]

    async def fire(self, event):
        try:
            target = self.transitions[self.state, event]
        except KeyError:
            raise StateError(f"{event!r} not allowed in {self.state!r}") from None
        self.state = target
        self.trace.append(target)
        if h := self.handlers.get(f"on_{target}"):
            r = h(self)
            if hasattr(r, "__await__"):
                await r


class Light(Machine):
    start = "red"
    transitions = {("red", "next"): "green", ("green", "next"): "yellow", ("yellow", "next"): "red", ("red", "break"): "off"}

    def on_green(self):
        print("cars go")

    async def on_red(self):
        await asyncio.sleep(0)
        print("cars stop")


class Connection(Machine):
    start = "closed"
    transitions = {("closed", "open"): "opening", ("opening", "ok"): "open", ("opening", "fail"): "closed", ("open", "close"): "closed"}

    def __init__(self, attempts):
        super().__init__()
        self.attempts = attempts

    async def on_opening(self):
        await asyncio.sleep(0)
        self.attempts -= 1
        await self.fire("fail" if self.attempts else "ok")

    async def on_closed(self):
        print("closed, attempts left", self.attempts)
        if self.attempts:
            await self.fire("open")


async def main():
    light = Light()
    for e in ["next"] * 4 + ["break"]:
        try:
            await light.fire(e)
        except StateError as err:
            print("StateError:", err)
    print(light.trace)
    c = Connection(3)
    await c.fire("open")
    print(c.state, c.trace)
    await c.fire("close")
    print(c.trace[-1])
    print(sorted(Light.handlers), sorted(Connection.handlers))


asyncio.run(main())
