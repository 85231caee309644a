# Sorting with keys, stable, of several kinds.
def numbers(n):
    out, seed = [], 42
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        out.append(seed)
    return out


ns = numbers(150_000)
a = sorted(ns)
b = sorted(ns, key=lambda x: x % 1000)
c = sorted(ns, key=lambda x: -x)
d = sorted((str(x) for x in ns[:60_000]), key=len)
e = sorted([(x % 100, x) for x in ns[:80_000]])
f = sorted(ns, reverse=True)
words = sorted(f"{x % 5000:04}" for x in ns[:80_000])
print(a[0], a[-1], b[0], c[0], d[0], e[0], f[0] == a[-1], words[0], words[-1])
