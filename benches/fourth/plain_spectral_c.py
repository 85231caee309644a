"""Spectral norm plus LU, power iteration and Jacobi on plain lists."""
from math import sqrt, sin, cos


def a(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def mul_av(v):
    n = len(v)
    return [sum(a(i, j) * v[j] for j in range(n)) for i in range(n)]


def mul_atv(v):
    n = len(v)
    out = []
    for i in range(n):
        s = 0.0
        for j in range(n):
            s += a(j, i) * v[j]
        out.append(s)
    return out


def spectral_norm(n, rounds=10):
    u = [1.0] * n
    for _ in range(rounds):
        v = mul_atv(mul_av(u))
        u = mul_atv(mul_av(v))
    vbv = sum(x * y for x, y in zip(u, v))
    vv = sum(x * x for x in v)
    return sqrt(vbv / vv)


def lu_decompose(matrix):
    n = len(matrix)
    m = [row[:] for row in matrix]
    perm = list(range(n))
    sign = 1
    for k in range(n):
        p = max(range(k, n), key=lambda r: abs(m[r][k]))
        if m[p][k] == 0:
            raise ZeroDivisionError("singular")
        if p != k:
            m[k], m[p] = m[p], m[k]
            perm[k], perm[p] = perm[p], perm[k]
            sign = -sign
        pivot = m[k][k]
        for i in range(k + 1, n):
            f = m[i][k] = m[i][k] / pivot
            if f:
                row, top = m[i], m[k]
                for j in range(k + 1, n):
                    row[j] -= f * top[j]
    return m, perm, sign


def lu_solve(lu, perm, b):
    n = len(lu)
    y = [0.0] * n
    for i in range(n):
        y[i] = b[perm[i]] - sum(lu[i][j] * y[j] for j in range(i))
    x = [0.0] * n
    for i in reversed(range(n)):
        x[i] = (y[i] - sum(lu[i][j] * x[j] for j in range(i + 1, n))) / lu[i][i]
    return x


def jacobi(m, sweeps):
    n = len(m)
    m = [r[:] for r in m]
    for _ in range(sweeps):
        for p in range(n - 1):
            for q in range(p + 1, n):
                if abs(m[p][q]) < 1e-14:
                    continue
                theta = (m[q][q] - m[p][p]) / (2 * m[p][q])
                t = (1 if theta >= 0 else -1) / (abs(theta) + sqrt(theta * theta + 1))
                c = 1 / sqrt(t * t + 1)
                s = t * c
                for k in range(n):
                    kp, kq = m[k][p], m[k][q]
                    m[k][p], m[k][q] = c * kp - s * kq, s * kp + c * kq
                rp, rq = m[p], m[q]
                m[p] = [c * x - s * y for x, y in zip(rp, rq)]
                m[q] = [s * x + c * y for x, y in zip(rp, rq)]
    return sorted(m[i][i] for i in range(n))


def main():
    print(f"{spectral_norm(330):.9f}")
    n = 160
    m = [[sin(i * 3 + j) + (4 if i == j else 0) + cos(i * j) for j in range(n)] for i in range(n)]
    lu, perm, sign = lu_decompose(m)
    det = sign
    for i in range(n):
        det *= lu[i][i]
    print(f"det {det:.5e}")
    worst = 0.0
    for k in range(10):
        want = [float((i * k) % 7 - 3) for i in range(n)]
        b = [sum(x * w for x, w in zip(row, want)) for row in m]
        got = lu_solve(lu, perm, b)
        worst = max(worst, max(abs(g - w) for g, w in zip(got, want)))
    print("solve ok", worst < 1e-8)
    sym = [[1.0 / (i + j + 1) + (i == j) * i for j in range(40)] for i in range(40)]
    eig = jacobi(sym, 8)
    print(" ".join(f"{e:.6f}" for e in eig[::6]), f"{sum(eig):.6f}")


main()
