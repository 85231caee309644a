def mm(a, b):
    n, m, p = len(a), len(b), len(b[0])
    c = [[0.0] * p for _ in range(n)]
    for i in range(n):
        ai, ci = a[i], c[i]
        for k in range(m):
            aik, bk = ai[k], b[k]
            for j in range(p): ci[j] += aik * bk[j]
    return c
def lu(a):
    n = len(a); a = [r[:] for r in a]
    for k in range(n):
        for i in range(k + 1, n):
            f = a[i][k] / a[k][k]; a[i][k] = f
            for j in range(k + 1, n): a[i][j] -= f * a[k][j]
    return a
m = [[1.0 / (i + j + 1) + (i == j) for j in range(120)] for i in range(120)]
r = mm(m, m); l = lu(m)
def A(i, j): return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)
def mulv(v): return [sum(A(i, j) * v[j] for j in range(len(v))) for i in range(len(v))]
v = mulv([1.0] * 400)
print(round(r[5][7], 9), round(l[30][31], 9), round(v[10], 9))
