async def h():
    yield 1
    return 2
async def k():
    yield from x
class C:
    [y := 1 for z in w]
    from m import *
[x := 1 for x in y]
[y for x in (z := 1)]
try: pass
except* A:
    continue
__debug__ = 1
type T[A, A] = (yield)
from __future__ import annotations
from __future__ import nothing
