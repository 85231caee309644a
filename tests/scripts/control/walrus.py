# Assignment expressions.
import math

if (n := len("hello")) > 3:
    print("long", n)
while (line := ["a", "b", ""][n - 5]) and n < 7:
    print(line)
    n += 1
print([y := 1, y ** 2, y + 5], y)
print([(z := x * x, z + 1) for x in range(3)], z)
print(any((hit := v) > 3 for v in [1, 5, 2]), hit)
print((a := 1) + (b := a + 1), a, b)
print(f"{(w := 5)} {w + 1} {w:>{w}}")


def f(x, cache={}):
    return cache[x] if x in cache else (cache := {**cache, x: math.sqrt(x)})[x]


print(f(16))
data = {"k": {"v": 3}}
if (inner := data.get("k")) and (v := inner.get("v")):
    print(inner, v)
print((p := lambda q: (r := q * 2) + r)(4))
xs = [1, 2, 3]
print([last := x for x in xs], last)
total = 0
print([total := total + x for x in xs], total)
print((t := 1, 2), t)
print({(k := "key"): (v := "val")}, k, v)
x = [i := 3, i + 1]
print(x)


def gen():
    while (got := (yield)) is not None:
        print("got", got)


g = gen()
next(g)
g.send(1)
try:
    g.send(None)
except StopIteration:
    print("stop")
assert (ok := True), "never"
print(ok, not (neg := False), neg)
print(xs[(j := 1)], xs[j:(k := 3)], k)
print(max((s := "abc"), key=lambda c: c), s.upper())
