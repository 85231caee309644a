# A Matrix class with operator overloading; powers, inverse, convolution, heat equation.

class Matrix:
    def __init__(self, rows, cols, data=None):
        self.rows, self.cols = rows, cols
        self.data = data if data is not None else [0.0] * (rows * cols)

    @classmethod
    def of(cls, rows, cols, fn):
        return cls(rows, cols, [fn(r, c) for r in range(rows) for c in range(cols)])

    @staticmethod
    def eye(n):
        return Matrix.of(n, n, lambda r, c: 1.0 if r == c else 0.0)

    def __getitem__(self, pos):
        r, c = pos
        return self.data[r * self.cols + c]

    def __setitem__(self, pos, value):
        r, c = pos
        self.data[r * self.cols + c] = value

    def row(self, r):
        return self.data[r * self.cols:(r + 1) * self.cols]

    def col(self, c):
        return self.data[c::self.cols]

    def __add__(self, other):
        return Matrix(self.rows, self.cols, [a + b for a, b in zip(self.data, other.data)])

    def __sub__(self, other):
        return self + other * -1.0

    def __mul__(self, k):
        return Matrix(self.rows, self.cols, [k * a for a in self.data])

    def __matmul__(self, other):
        if self.cols != other.rows:
            raise ValueError('shape mismatch')
        columns = [other.col(c) for c in range(other.cols)]
        out = []
        for r in range(self.rows):
            row = self.row(r)
            for col in columns:
                s = 0.0
                for a, b in zip(row, col):
                    s += a * b
                out.append(s)
        return Matrix(self.rows, other.cols, out)

    def __pow__(self, n):
        result, base = Matrix.eye(self.rows), self
        while n:
            if n & 1:
                result = result @ base
            base = base @ base
            n >>= 1
        return result

    @property
    def T(self):
        return Matrix.of(self.cols, self.rows, lambda r, c: self[c, r])

    @property
    def trace(self):
        return sum(self.data[::self.cols + 1])

    def norm(self):
        return sum(a * a for a in self.data) ** 0.5

    def inverse(self):
        n = self.rows
        work = [self.row(r) + [1.0 if c == r else 0.0 for c in range(n)] for r in range(n)]
        for i in range(n):
            p = max(range(i, n), key=lambda r: abs(work[r][i]))
            work[i], work[p] = work[p], work[i]
            d = work[i][i]
            work[i] = [v / d for v in work[i]]
            for r in range(n):
                if r != i and work[r][i]:
                    f = work[r][i]
                    work[r] = [v - f * w for v, w in zip(work[r], work[i])]
        return Matrix(n, n, [v for row in work for v in row[n:]])


def gram_schmidt(m):
    basis = []
    for c in range(m.cols):
        v = m.col(c)
        for b in basis:
            dot = sum(x * y for x, y in zip(v, b))
            v = [x - dot * y for x, y in zip(v, b)]
        length = sum(x * x for x in v) ** 0.5
        if length > 1e-9:
            basis.append([x / length for x in v])
    return basis


def heat(n, steps, alpha=0.2):
    grid = Matrix(n, n)
    for i in range(n):
        grid[0, i] = 100.0
        grid[i, n - 1] = 50.0
    for _ in range(steps):
        nxt = Matrix(n, n, grid.data[:])
        for r in range(1, n - 1):
            for c in range(1, n - 1):
                nxt[r, c] = grid[r, c] + alpha * (
                    grid[r - 1, c] + grid[r + 1, c] + grid[r, c - 1] + grid[r, c + 1] - 4 * grid[r, c])
        grid = nxt
    return grid


m = Matrix.of(90, 90, lambda r, c: ((r * 7 + c * 3) % 11 - 5) / 11 + (r == c) * 2)
scaled = m * (1 / m.norm())
print('%.6e' % (scaled ** 21).trace, '%.6f' % m.trace)
inv = m.inverse()
print('residual small:', (m @ inv - Matrix.eye(90)).norm() < 1e-8, round(inv.norm(), 6))
s = m.T @ m
print(f'{s.norm():.6f}', s[0, 89] == s[89, 0])
basis = gram_schmidt(Matrix.of(60, 60, lambda r, c: 1.0 / (1 + abs(r - c)) + (r * c % 3)))
print(len(basis), f'{sum(map(sum, basis)):.6f}')
h = heat(48, 260)
print(f'{sum(h.data):.6f}', f'{h[18, 18]:.6f}', f'{h[1, 1]:.6f}')
try:
    m @ Matrix(3, 3)
except ValueError as e:
    print('error:', e)
