"""Spectral norm and small dense matrices."""
import math

SIZE = 300


def a(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(v, n):
    return [sum(a(i, j) * v[j] for j in range(n)) for i in range(n)]


def times_transposed(v, n):
    out = []
    for i in range(n):
        total = 0.0
        for j in range(n):
            total += a(j, i) * v[j]
        out.append(total)
    return out


def spectral_norm(n):
    u = [1.0] * n
    v = u
    for _ in range(6):
        v = times_transposed(times(u, n), n)
        u = times_transposed(times(v, n), n)
    vbv = sum(x * y for x, y in zip(u, v))
    vv = sum(x * x for x in v)
    return math.sqrt(vbv / vv)


class Matrix:
    def __init__(self, rows):
        self.rows = rows
        self.n = len(rows)

    @classmethod
    def identity(cls, n):
        return cls([[1.0 if i == j else 0.0 for j in range(n)] for i in range(n)])

    def __matmul__(self, other):
        result = []
        for row in self.rows:
            line = []
            for j in range(other.n):
                total = 0.0
                for k in range(self.n):
                    total += row[k] * other.rows[k][j]
                line.append(total)
            result.append(line)
        return Matrix(result)

    def determinant(self):
        m = [row[:] for row in self.rows]
        det = 1.0
        for c in range(self.n):
            pivot = max(range(c, self.n), key=lambda r: abs(m[r][c]))
            if m[pivot][c] == 0.0:
                return 0.0
            if pivot != c:
                m[c], m[pivot] = m[pivot], m[c]
                det = -det
            det *= m[c][c]
            for r in range(c + 1, self.n):
                factor = m[r][c] / m[c][c]
                for k in range(c, self.n):
                    m[r][k] -= factor * m[c][k]
        return det

    def trace(self):
        return sum(self.rows[i][i] for i in range(self.n))


def solve(matrix, b):
    n = matrix.n
    x = [0.0] * n
    for _ in range(25):
        new = []
        for i in range(n):
            s = sum(matrix.rows[i][j] * x[j] for j in range(n) if j != i)
            new.append((b[i] - s) / matrix.rows[i][i])
        x = new
    return x


def main():
    print(f"norm {spectral_norm(SIZE):.9f}")
    n = SIZE // 3
    m = Matrix([[((i * 3 + j * 7) % 11) / 10 + (n if i == j else 0) for j in range(n)] for i in range(n)])
    p = Matrix.identity(n)
    for _ in range(4):
        p = p @ m
        scale = p.trace()
        p = Matrix([[x / scale for x in row] for row in p.rows])
    print(f"trace {p.trace():.6f} corner {p.rows[0][-1]:.9f}")
    print(f"log det {math.log(abs(m.determinant())):.6f}")
    x = solve(m, [float(i % 5) for i in range(n)])
    print(f"solution {sum(x):.8f}")


main()
