# help of script functions reads as CPython's; modules say themselves what dir finds in them
import asyncio


def add(a: int, /, b: "str" = 2, *args, c="x", **kw) -> list[int]:
    """Adds a and b.

    More.
        Indented.
    """


async def plain(x):
    pass


class Point:
    def move(self, by=1):
        "Goes elsewhere."


help(add)
help(plain)
help(Point.move)
print("Queue" in dir(asyncio), "sleep" in dir(asyncio))
