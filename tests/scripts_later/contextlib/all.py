# contextlib.
import asyncio
from contextlib import contextmanager, asynccontextmanager, suppress, ExitStack, AsyncExitStack, closing, aclosing, nullcontext, redirect_stdout
import io


@contextmanager
def tag(name):
    print(f"<{name}>")
    try:
        yield name.upper()
    except ValueError as e:
        print("swallowed", e)
    finally:
        print(f"</{name}>")


with tag("a") as t, tag("b"):
    print(t)
with tag("v"):
    raise ValueError("gone")
try:
    with tag("k"):
        raise KeyError("through")
except KeyError as e:
    print("KeyError", e)


@tag("deco")
def f():
    print("in f")


f()
with suppress(KeyError, IndexError):
    {}["x"]
with ExitStack() as s:
    s.callback(print, "callback", 1)
    print(s.enter_context(tag("stacked")))
    s.push(lambda *a: print("pushed", a[0]))
with nullcontext(5) as five:
    print(five)
buf = io.StringIO()
with redirect_stdout(buf):
    print("captured")
print(repr(buf.getvalue()))


class Res:
    def close(self):
        print("closed")


with closing(Res()):
    print("using")


@asynccontextmanager
async def session(n):
    print("open", n)
    await asyncio.sleep(0)
    try:
        yield n
    finally:
        print("close", n)


async def gen():
    try:
        yield 1
        yield 2
    finally:
        print("gen closed")


async def main():
    async with session(1) as s, session(2):
        print("with", s)
    async with AsyncExitStack() as st:
        for i in range(3):
            await st.enter_async_context(session(f"s{i}"))
        st.push_async_callback(asyncio.sleep, 0)
    async with aclosing(gen()) as g:
        async for v in g:
            print(v)
            break
    try:
        async with session("err"):
            raise OSError("x")
    except OSError as e:
        print(e)


asyncio.run(main())
