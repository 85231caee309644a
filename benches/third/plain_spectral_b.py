"""Matrix class: multiplication, LU decomposition, determinant, inverse, power, convolution."""
import random

ROUNDS = 9
output = []


def report(*items):
    output.append(" ".join(str(x) for x in items))


class SingularError(ArithmeticError):
    pass


class Matrix:
    def __init__(self, rows):
        self.rows = [list(r) for r in rows]
        self.n = len(self.rows)
        self.m = len(self.rows[0])

    @classmethod
    def identity(cls, n):
        return cls([[1 if i == j else 0 for j in range(n)] for i in range(n)])

    @classmethod
    def random(cls, n, m, rng):
        return cls([[rng.uniform(-1, 1) for _ in range(m)] for _ in range(n)])

    def __getitem__(self, ij):
        i, j = ij
        return self.rows[i][j]

    def __setitem__(self, ij, v):
        i, j = ij
        self.rows[i][j] = v

    def __matmul__(self, o):
        out = []
        for i in range(self.n):
            row = [0] * o.m
            mine = self.rows[i]
            for k in range(self.m):
                a = mine[k]
                other = o.rows[k]
                for j in range(o.m):
                    row[j] += a * other[j]
            out.append(row)
        return Matrix(out)

    def __sub__(self, o):
        return Matrix([[a - b for a, b in zip(r, s)] for r, s in zip(self.rows, o.rows)])

    def __mod__(self, k):
        return Matrix([[x % k for x in r] for r in self.rows])

    @property
    def T(self):
        return Matrix(zip(*self.rows))

    def norm(self):
        return max(sum(abs(x) for x in r) for r in self.rows)

    def lu(self):
        a = [r[:] for r in self.rows]
        perm = list(range(self.n))
        sign = 1
        for k in range(self.n):
            p = max(range(k, self.n), key=lambda r: abs(a[r][k]))
            if abs(a[p][k]) < 1e-12:
                raise SingularError(k)
            if p != k:
                a[p], a[k] = a[k], a[p]
                perm[p], perm[k] = perm[k], perm[p]
                sign = -sign
            for i in range(k + 1, self.n):
                f = a[i][k] = a[i][k] / a[k][k]
                for j in range(k + 1, self.n):
                    a[i][j] -= f * a[k][j]
        return a, perm, sign

    def det(self):
        a, _, d = self.lu()
        for i in range(self.n):
            d *= a[i][i]
        return d

    def inverse(self):
        a, perm, _ = self.lu()
        n = self.n
        cols = []
        for c in range(n):
            y = [1.0 if perm[i] == c else 0.0 for i in range(n)]
            for i in range(n):
                y[i] -= sum(a[i][j] * y[j] for j in range(i))
            for i in range(n - 1, -1, -1):
                y[i] = (y[i] - sum(a[i][j] * y[j] for j in range(i + 1, n))) / a[i][i]
            cols.append(y)
        return Matrix(cols).T


def power(m, e, mod):
    result = Matrix.identity(m.n)
    while e:
        if e & 1:
            result = (result @ m) % mod
        m = (m @ m) % mod
        e >>= 1
    return result


def convolve(img, kernel):
    k = len(kernel)
    h, w = len(img) - k + 1, len(img[0]) - k + 1
    return [[sum(img[y + dy][x + dx] * kernel[dy][dx] for dy in range(k) for dx in range(k))
             for x in range(w)] for y in range(h)]


def main():
    rng = random.Random(77)
    a = Matrix.random(60, 60, rng)
    b = Matrix.random(60, 60, rng)
    c = a @ b
    report(f"{c.norm():.6f} {c[5, 7]:.6f} {(c.T - b.T @ a.T).norm() < 1e-9}")
    report(f"{a.det():.6e} {(a.det() * b.det() - c.det()) / c.det():.3f}")
    inv = a.inverse()
    err = (a @ inv - Matrix.identity(60)).norm()
    report(f"{inv.norm():.4f} {err < 1e-8}")
    f = Matrix([[(i * 3 + j * 5 + 1) % 11 for j in range(12)] for i in range(12)])
    g = power(f, 10 ** 12 + 39, 1000000007)
    report(g[0, 0], g[11, 3], sum(map(sum, g.rows)) % 1000007)
    img = [[(x * y + x) % 256 for x in range(70)] for y in range(70)]
    out = convolve(img, [[1, 2, 1], [2, 4, 2], [1, 2, 1]])
    report(sum(map(sum, out)), max(map(max, out)))
    z = Matrix.identity(4)
    z[3, 3] = 0
    try:
        z.det()
    except SingularError as e:
        report("singular at", e)


if __name__ == "__main__":
    for _ in range(ROUNDS):
        output.clear()
        main()
    print("\n".join(output))
