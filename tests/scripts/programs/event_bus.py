# An event bus with priorities, sync and async handlers, once-handlers and errors.
import asyncio


class Bus:
    def __init__(self):
        self.handlers = {}
        self.history = []

    def on(self, event, priority=0, once=False):
        def register(f):
            self.handlers.setdefault(event, []).append((priority, f, once))
            self.handlers[event].sort(key=lambda h: -h[0])
            return f
        return register

    async def emit(self, event, **data):
        self.history.append(event)
        results, errors = [], []
        for entry in list(self.handlers.get(event, ())):
            priority, f, once = entry
            if once:
                self.handlers[event].remove(entry)
            try:
                r = f(**data)
                if asyncio.iscoroutine(r):
                    r = await r
                results.append(r)
            except Exception as e:
                errors.append(e)
        if errors:
            raise ExceptionGroup(f"handlers of {event!r} failed", errors)
        return results


bus = Bus()


@bus.on("login")
def log_it(user, **_):
    return f"log {user}"


@bus.on("login", priority=10)
async def audit(user, ip="?", **rest):
    await asyncio.sleep(0)
    return f"audit {user}@{ip} {rest}"


@bus.on("login", priority=5, once=True)
async def welcome(user, **_):
    return f"first login of {user}"


@bus.on("logout")
def broken(**_):
    raise ValueError("broken handler")


@bus.on("logout")
async def also_broken(**_):
    await asyncio.sleep(0)
    raise KeyError("also")


async def main():
    print(await bus.emit("login", user="ann", ip="10.0.0.1", device="phone"))
    print(await bus.emit("login", user="bob"))
    print(await bus.emit("nothing"))
    try:
        await bus.emit("logout", user="ann")
    except* ValueError as eg:
        print("values:", [str(e) for e in eg.exceptions])
    except* KeyError as eg:
        print("keys:", [str(e) for e in eg.exceptions])
    for r in await asyncio.gather(*(bus.emit("login", user=u) for u in "xyz")):
        print(r)
    print(bus.history)


asyncio.run(main())
