# Plugins register themselves; hooks are called in order; one fails.
import asyncio


class Plugin:
    plugins = []
    order = 100

    def __init_subclass__(cls, order=100, **kw):
        super().__init_subclass__(**kw)
        cls.order = order
        Plugin.plugins.append(cls)

    async def setup(self, app):
        pass

    async def handle(self, app, msg):
        return msg

    async def teardown(self, app):
        pass


class Upper(Plugin, order=20):
    async def handle(self, app, msg):
        return msg.upper()


class Prefix(Plugin, order=10):
    def __init__(self, text=">> "):
        self.text = text

    async def setup(self, app):
        app.log.append("prefix ready")

    async def handle(self, app, msg):
        await asyncio.sleep(0)
        return self.text + msg


class Censor(Plugin):
    words = {"BAD"}

    async def handle(self, app, msg):
        if any(w in msg for w in self.words):
            raise PermissionError(f"censored: {msg!r}")
        return msg

    async def teardown(self, app):
        raise RuntimeError("censor will not go")


class Stats(Plugin, order=1):
    count = 0

    async def handle(self, app, msg):
        self.count += 1
        return msg

    async def teardown(self, app):
        app.log.append(f"{self.count} messages")


class App:
    def __init__(self):
        self.log = []
        self.plugins = [c() for c in sorted(Plugin.plugins, key=lambda c: c.order)]

    async def __aenter__(self):
        for p in self.plugins:
            await p.setup(self)
        return self

    async def __aexit__(self, *exc):
        errors = []
        for p in reversed(self.plugins):
            try:
                await p.teardown(self)
            except Exception as e:
                e.add_note(f"in plugin {type(p).__name__}")
                errors.append(e)
        if errors:
            raise ExceptionGroup("teardown", errors)

    async def send(self, msg):
        for p in self.plugins:
            msg = await p.handle(self, msg)
        return msg


async def main():
    print([(c.__name__, c.order) for c in Plugin.plugins])
    try:
        async with App() as app:
            print(await app.send("hello"), [type(p).__name__ for p in app.plugins])
            for m in ("good", "bad", "ok"):
                try:
                    print(await app.send(m))
                except PermissionError as e:
                    print("refused", e)
    except* RuntimeError as eg:
        print(eg, [(str(e), e.__notes__) for e in eg.exceptions])
    print(app.log)


asyncio.run(main())
