"""docstring"""
from __future__ import annotations
import a, b.c as d, e.f
from . import x
from ...y.z import (p as q, r,)
from m import *
a = b = c, *d = e
x += 1; y **= 2
n: int
n: int = 1
(m): str = ""
o.p: list[int] = []
del a, (b, c), d[0], e.f
assert x, "message"
global g
if a: b
elif c:
    d
elif e: f
else:
    g
while a:
    break
else: continue_ = 1
for i, *j in 1, *k:
    continue
else:
    pass
async for i in x: pass
with a: pass
with a as b, c as (d, e): pass
with (a as b, c): pass
with (a, b): pass
with (a): pass
with (a, b) as c: pass
with ((a, b)): pass
with (yield_ := a): pass
async with (f() as g,): pass
try: a
except b: c
except (d, e) as f: g
except: h
else: i
finally: j
try: a
except* (b, c): d
try: a
finally: b
raise
raise a
raise a from b
type X = int
type Y[T: int = str, *Ts = *tuple[int], **P = [int]] = list[T]
x = yield_
print(*a, sep='')
