"""Spectral norm, power iteration and Jacobi solver on plain lists."""
import math


def eval_a(i, j):
    ij = i + j
    return 1.0 / (ij * (ij + 1) // 2 + i + 1)


def mul_av(v):
    n = len(v)
    return [sum(eval_a(i, j) * v[j] for j in range(n)) for i in range(n)]


def mul_atv(v):
    n = len(v)
    out = []
    for i in range(n):
        s = 0.0
        for j in range(n):
            s += eval_a(j, i) * v[j]
        out.append(s)
    return out


def spectral_norm(n):
    u = [1.0] * n
    for _ in range(10):
        v = mul_atv(mul_av(u))
        u = mul_atv(mul_av(v))
    vbv = sum(a * b for a, b in zip(u, v))
    vv = sum(x * x for x in v)
    return math.sqrt(vbv / vv)


def matvec(m, v):
    return [sum(a * b for a, b in zip(row, v)) for row in m]


def power_iteration(m, steps):
    v = [1.0] * len(m)
    lam = 0.0
    for _ in range(steps):
        w = matvec(m, v)
        lam = max(abs(x) for x in w)
        v = [x / lam for x in w]
    return lam, v


def jacobi(a, b, iters):
    n = len(a)
    x = [0.0] * n
    for _ in range(iters):
        new = [0.0] * n
        for i in range(n):
            row = a[i]
            s = b[i]
            for j in range(n):
                if i != j:
                    s -= row[j] * x[j]
            new[i] = s / row[i]
        x = new
    return x


def main():
    print("%.9f" % spectral_norm(200))
    n = 120
    sym = [[1.0 / (1 + abs(i - j)) for j in range(n)] for i in range(n)]
    lam, v = power_iteration(sym, 300)
    print("%.9f %.9f %.9f" % (lam, v[0], v[n // 2]))
    a = [[4.0 * n if i == j else math.cos(i * j) for j in range(n)] for i in range(n)]
    b = [float(i % 7) for i in range(n)]
    x = jacobi(a, b, 400)
    res = max(abs(p - q) for p, q in zip(matvec(a, x), b))
    print("%.10f %s" % (sum(x), res < 1e-9))


main()
