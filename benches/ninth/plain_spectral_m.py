"""Spectral norm by power iteration, in a row-function style, plus Jacobi eigenvalues
and a Gauss-Seidel solve on the same matrices for comparison."""
from math import sqrt


def hilbertish(i, j):
    diagonal = (i + j) * (i + j + 1) // 2
    return 1.0 / (diagonal + i + 1)


def times(v):
    return [sum([hilbertish(i, j) * x for j, x in enumerate(v)]) for i in range(len(v))]


def times_transposed(v):
    out = []
    for i in range(len(v)):
        total = 0.0
        for j, x in enumerate(v):
            total += hilbertish(j, i) * x
        out.append(total)
    return out


def spectral_norm(n, rounds=6):
    u = [1.0] * n
    for _ in range(rounds):
        v = times_transposed(times(u))
        u = times_transposed(times(v))
    dot = lambda a, b: sum(x * y for x, y in zip(a, b))
    return sqrt(dot(u, v) / dot(v, v)) if dot(v, v) else 0.0


class Symmetric:
    """A^T A of the same family, kept as a dense list of rows."""

    def __init__(self, n):
        self.n = n
        a = [[hilbertish(i, j) for j in range(n)] for i in range(n)]
        self.rows = [[sum(a[k][i] * a[k][j] for k in range(n)) for j in range(n)] for i in range(n)]

    def off_diagonal(self):
        return sqrt(sum(x * x for i, row in enumerate(self.rows) for j, x in enumerate(row) if i != j))

    def rotate(self, p, q):
        rows = self.rows
        if abs(rows[p][q]) < 1e-15:
            return 0
        theta = (rows[q][q] - rows[p][p]) / (2.0 * rows[p][q])
        t = (1.0 if theta >= 0 else -1.0) / (abs(theta) + sqrt(theta * theta + 1.0))
        c = 1.0 / sqrt(t * t + 1.0)
        s = t * c
        for k in range(self.n):
            kp, kq = rows[k][p], rows[k][q]
            rows[k][p], rows[k][q] = c * kp - s * kq, s * kp + c * kq
        for k in range(self.n):
            pk, qk = rows[p][k], rows[q][k]
            rows[p][k], rows[q][k] = c * pk - s * qk, s * pk + c * qk
        return 1

    def eigenvalues(self):
        rotations = 0
        while self.off_diagonal() > 1e-12:
            for p in range(self.n - 1):
                for q in range(p + 1, self.n):
                    rotations += self.rotate(p, q)
        return sorted((self.rows[i][i] for i in range(self.n)), reverse=True), rotations


def gauss_seidel(matrix, b, *, shift, tolerance=1e-11):
    x = [0.0] * len(b)
    sweeps = 0
    change = 1.0
    while change > tolerance:
        change = 0.0
        for i, row in enumerate(matrix):
            total = b[i]
            for j, value in enumerate(row):
                if j != i:
                    total -= value * x[j]
            new = total / (row[i] + shift)
            change = max(change, abs(new - x[i]))
            x[i] = new
        sweeps += 1
    return x, sweeps


def main():
    for n in (10, 90, 180):
        print(f"norm({n}) = {spectral_norm(n):.9f}")
    matrix = Symmetric(30)
    x, sweeps = gauss_seidel(matrix.rows, [1.0 + i % 3 for i in range(30)], shift=0.05)
    print(f"solve {sum(x):.6f}", "quick" if sweeps < 80 else "slow")
    values, rotations = matrix.eigenvalues()
    print("eigen", " ".join(f"{v:.8f}" for v in values[:4]), "rotations > 100:", rotations > 100)
    print(f"norm(30) twice: {sqrt(values[0]):.7f} {spectral_norm(30):.7f}")


main()
