# Spectral norm.
def a(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(v):
    n = range(len(v))
    return [sum(a(i, j) * v[j] for j in n) for i in n]


def times_t(v):
    n = range(len(v))
    return [sum(a(j, i) * v[j] for j in n) for i in n]


def norm(n):
    u = [1.0] * n
    for _ in range(6):
        v = times_t(times(u))
        u = times_t(times(v))
    vbv = vv = 0.0
    for x, y in zip(u, v):
        vbv += x * y
        vv += y * y
    return (vbv / vv) ** 0.5


print(f"{norm(220):.9f}")
