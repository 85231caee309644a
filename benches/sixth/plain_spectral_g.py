# matrices as lists of lists: power iteration, jacobi, LU, and the spectral norm

SIZE = 340


class Hilbert:
    """The infinite matrix of the spectral norm game, never stored."""

    def entry(self, i, j):
        return 1.0 / (((i + j) * (i + j + 1) >> 1) + i + 1)

    def apply(self, v):
        n = len(v)
        out = [0.0] * n
        for i in range(n):
            acc = 0.0
            for j in range(n):
                acc += self.entry(i, j) * v[j]
            out[i] = acc
        return out

    def apply_transposed(self, v):
        indices = range(len(v))
        return [sum([self.entry(j, i) * v[j] for j in indices]) for i in indices]


def norm2(v):
    return sum(x * x for x in v) ** 0.5


def spectral(n, rounds):
    m = Hilbert()
    u = [1.0] * n
    for _ in range(rounds):
        v = m.apply_transposed(m.apply(u))
        u = m.apply_transposed(m.apply(v))
    return (sum(a * b for a, b in zip(u, v)) / sum(b * b for b in v)) ** 0.5


def multiply(a, b):
    n, m, p = len(a), len(b), len(b[0])
    c = [[0.0] * p for _ in range(n)]
    for i in range(n):
        for k in range(m):
            aik = a[i][k]
            for j in range(p):
                c[i][j] += aik * b[k][j]
    return c


def transpose(a):
    return [list(row) for row in zip(*a)]


def lu(a):
    n = len(a)
    lower = [[0.0] * n for _ in range(n)]
    upper = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for k in range(i, n):
            upper[i][k] = a[i][k] - sum(lower[i][j] * upper[j][k] for j in range(i))
        lower[i][i] = 1.0
        for k in range(i + 1, n):
            lower[k][i] = (a[k][i] - sum(lower[k][j] * upper[j][i] for j in range(i))) / upper[i][i]
    return lower, upper


def power_iteration(a, rounds):
    v = [1.0] * len(a)
    value = 0.0
    for _ in range(rounds):
        w = [sum(x * y for x, y in zip(row, v)) for row in a]
        value = norm2(w)
        v = [x / value for x in w]
    return value


def jacobi(a, sweeps):
    """Largest off-diagonal element left after some sweeps of rotations."""
    n = len(a)
    a = [row[:] for row in a]
    for _ in range(sweeps):
        for p in range(n - 1):
            for q in range(p + 1, n):
                if abs(a[p][q]) < 1e-12:
                    continue
                theta = (a[q][q] - a[p][p]) / (2.0 * a[p][q])
                t = (1.0 if theta >= 0 else -1.0) / (abs(theta) + (theta * theta + 1.0) ** 0.5)
                c = 1.0 / (t * t + 1.0) ** 0.5
                s = t * c
                for k in range(n):
                    akp, akq = a[k][p], a[k][q]
                    a[k][p], a[k][q] = c * akp - s * akq, s * akp + c * akq
                for k in range(n):
                    apk, aqk = a[p][k], a[q][k]
                    a[p][k], a[q][k] = c * apk - s * aqk, s * apk + c * aqk
    return sorted(a[i][i] for i in range(n))


print(f"spectral {spectral(SIZE, 4):.9f}")
n = SIZE // 4
base = [[((i * 5 + j * 3) % 7) + (4.0 if i == j else 0.0) for j in range(n)] for i in range(n)]
square = multiply(base, transpose(base))
lower, upper = lu(square)
back = multiply(lower, upper)
error = max(abs(back[i][j] - square[i][j]) for i in range(n) for j in range(n))
print("lu", error < 1e-6, f"{upper[-1][-1]:.6f}")
print(f"power {power_iteration(square, 40):.6f}")
values = jacobi(square, 3)
print(f"jacobi {values[-1]:.4f} {sum(values):.4f}")
