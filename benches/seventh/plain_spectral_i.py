"""Spectral norm of an infinite matrix by the power method, and a Rayleigh check."""
import math

N = 260


def entry(i, j):
    s = i + j
    return 1.0 / (s * (s + 1) // 2 + i + 1)


def times(u):
    n = len(u)
    out = []
    for i in range(n):
        total = 0.0
        for j in range(n):
            total += entry(i, j) * u[j]
        out.append(total)
    return out


def times_transposed(u):
    n = len(u)
    out = []
    for i in range(n):
        total = 0.0
        for j in range(n):
            total += entry(j, i) * u[j]
        out.append(total)
    return out


def gram(u):
    return times_transposed(times(u))


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def spectral(n, rounds):
    u = [1.0] * n
    v = u
    for _ in range(rounds):
        v = gram(u)
        u = gram(v)
    return math.sqrt(dot(u, v) / dot(v, v)), u


def rayleigh(n, rounds):
    table = [[entry(i, j) for j in range(n)] for i in range(n)]
    cols = list(zip(*table))
    u = [1.0 / (k + 1) for k in range(n)]
    value = 0.0
    for _ in range(rounds):
        w = [dot(row, u) for row in table]
        w = [dot(col, w) for col in cols]
        value = dot(u, w) / dot(u, u)
        norm = math.sqrt(dot(w, w))
        u = [x / norm for x in w]
    return math.sqrt(value)


def main():
    for n in (40, 120, N):
        norm, vec = spectral(n, 6)
        print(f"n={n} norm {norm:.7f} ratio {vec[0] / vec[n // 2]:.4f}")
    print(f"rayleigh {rayleigh(N, 20):.7f}")


main()
