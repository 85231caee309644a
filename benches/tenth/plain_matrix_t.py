"""Spectral norm, matrix multiplication, LU decomposition and Floyd-Warshall."""
import math
import random


def eval_a(i: int, j: int) -> float:
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def mul_av(v: list[float]) -> list[float]:
    n = range(len(v))
    return [sum(eval_a(i, j) * v[j] for j in n) for i in n]


def mul_atv(v: list[float]) -> list[float]:
    n = range(len(v))
    return [sum(eval_a(j, i) * v[j] for j in n) for i in n]


def spectral_norm(n: int, rounds: int) -> float:
    u = [1.0] * n
    v = u
    for _ in range(rounds):
        v = mul_atv(mul_av(u))
        u = mul_atv(mul_av(v))
    vbv = sum(a * b for a, b in zip(u, v))
    return math.sqrt(vbv / sum(b * b for b in v))


class Matrix:
    def __init__(self, rows: list[list[float]]) -> None:
        self.rows = rows

    @classmethod
    def random(cls, n: int, rng: random.Random) -> "Matrix":
        return cls([[rng.uniform(-1, 1) for _ in range(n)] for _ in range(n)])

    @classmethod
    def identity(cls, n: int) -> "Matrix":
        return cls([[float(i == j) for j in range(n)] for i in range(n)])

    def __matmul__(self, other: "Matrix") -> "Matrix":
        cols = list(zip(*other.rows))
        return Matrix([[sum(a * b for a, b in zip(r, c)) for c in cols] for r in self.rows])

    def __pow__(self, k: int) -> "Matrix":
        result, base = Matrix.identity(len(self.rows)), self
        while k:
            if k & 1:
                result = result @ base
            base = base @ base
            k >>= 1
        return result

    def trace(self) -> float:
        return sum(self.rows[i][i] for i in range(len(self.rows)))

    def det(self) -> float:
        a = [r[:] for r in self.rows]
        n, d = len(a), 1.0
        for k in range(n):
            p = max(range(k, n), key=lambda i: abs(a[i][k]))
            if p != k:
                a[k], a[p] = a[p], a[k]
                d = -d
            d *= a[k][k]
            for i in range(k + 1, n):
                f = a[i][k] / a[k][k]
                for j in range(k, n):
                    a[i][j] -= f * a[k][j]
        return d


def floyd(n: int, rng: random.Random) -> int:
    inf = 10**9
    d = [[0 if i == j else rng.randint(1, 99) if rng.random() < 0.1 else inf for j in range(n)]
         for i in range(n)]
    for k in range(n):
        dk = d[k]
        for di in d:
            via = di[k]
            for j in range(n):
                if via + dk[j] < di[j]:
                    di[j] = via + dk[j]
    return sum(v for row in d for v in row if v < inf)


def main() -> None:
    rng = random.Random(55)
    print(f"spectral {spectral_norm(190, 10):.9f}")
    m = Matrix.random(110, rng)
    print(f"product {(m @ m @ m).trace():.6f}")
    print(f"power {(Matrix.random(24, rng) ** 21).trace():.6e}")
    print(f"det {Matrix.random(110, rng).det():.6e}")
    print("floyd", floyd(190, rng))


main()
