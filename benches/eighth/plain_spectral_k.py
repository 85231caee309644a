"""Numeric kernels: spectral norm, mandelbrot, LU decomposition, FFT-free convolution, Jacobi."""
import math


def entry(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(vector):
    n = range(len(vector))
    return [sum(entry(i, j) * vector[j] for j in n) for i in n]


def times_transposed(vector):
    n = range(len(vector))
    return [sum(entry(j, i) * vector[j] for j in n) for i in n]


def spectral_norm(n, rounds=4):
    u = [1.0] * n
    for _ in range(rounds):
        v = times_transposed(times(u))
        u = times_transposed(times(v))
    vbv = sum(a * b for a, b in zip(u, v))
    vv = sum(b * b for b in v)
    return math.sqrt(vbv / vv)


def mandelbrot(width, height, limit=50):
    rows = []
    for py in range(height):
        y0 = 2.0 * py / height - 1.0
        row = 0
        for px in range(width):
            x0 = 3.0 * px / width - 2.0
            x = y = 0.0
            for step in range(limit):
                xx, yy = x * x, y * y
                if xx + yy > 4.0:
                    break
                y = 2.0 * x * y + y0
                x = xx - yy + x0
            else:
                row += 1
        rows.append(row)
    return rows


class Matrix:
    def __init__(self, rows):
        self.rows = rows
        self.size = len(rows)

    @classmethod
    def sample(cls, size):
        return cls([[math.sin(i * size + j) + (size if i == j else 0) for j in range(size)]
                    for i in range(size)])

    def __matmul__(self, other):
        columns = list(zip(*other.rows))
        return Matrix([[sum(map(lambda a, b: a * b, row, column)) for column in columns]
                       for row in self.rows])

    def solve(self, right):
        """Gaussian elimination with partial pivoting."""
        a = [row[:] + [value] for row, value in zip(self.rows, right)]
        n = self.size
        for k in range(n):
            pivot = max(range(k, n), key=lambda i: abs(a[i][k]))
            a[k], a[pivot] = a[pivot], a[k]
            base = a[k]
            for i in range(k + 1, n):
                row = a[i]
                factor = row[k] / base[k]
                if factor != 0.0:
                    for j in range(k, n + 1):
                        row[j] -= factor * base[j]
        x = [0.0] * n
        for i in range(n - 1, -1, -1):
            x[i] = (a[i][n] - sum(a[i][j] * x[j] for j in range(i + 1, n))) / a[i][i]
        return x


def jacobi(size, sweeps):
    """Heat on a plate with one hot edge."""
    plate = [[100.0 if y == 0 else 0.0 for _ in range(size)] for y in range(size)]
    for _ in range(sweeps):
        fresh = [row[:] for row in plate]
        for y in range(1, size - 1):
            up, here, down = plate[y - 1], plate[y], plate[y + 1]
            target = fresh[y]
            for x in range(1, size - 1):
                target[x] = 0.25 * (up[x] + down[x] + here[x - 1] + here[x + 1])
        plate = fresh
    return plate[size // 2][size // 2], sum(map(sum, plate))


def simpson(function, low, high, steps):
    width = (high - low) / steps
    total = function(low) + function(high)
    for i in range(1, steps):
        total += function(low + i * width) * (4 if i % 2 else 2)
    return total * width / 3


if __name__ == "__main__":
    print(f"norm {spectral_norm(120):.9f}")
    rows = mandelbrot(150, 100)
    print("mandelbrot", sum(rows), max(rows), rows[48:53])
    matrix = Matrix.sample(72)
    square = matrix @ matrix
    solution = square.solve([float(i % 5) for i in range(72)])
    print(f"solve {sum(solution):.9f} {solution[7]:.9f} {sum(map(sum, square.rows)):.6f}")
    print("jacobi {:.9f} {:.6f}".format(*jacobi(48, 160)))
    print(f"simpson {simpson(lambda t: math.exp(-t * t) * math.cos(3 * t), -4.0, 4.0, 120_000):.9f}")
