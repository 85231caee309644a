"""Numeric while/for loops: newton, primes, pythag triples, heat, bit tricks, RK4."""

ROUNDS = 4
output = []


def report(*items):
    output.append(" ".join(str(x) for x in items))


def newton_sqrt(x: float) -> float:
    g = x if x > 1 else 1.0
    while True:
        n = 0.5 * (g + x / g)
        if abs(n - g) < 1e-12 * n:
            return n
        g = n


def is_prime(n: int) -> bool:
    if n < 2:
        return False
    if n % 2 == 0:
        return n == 2
    d = 3
    while d * d <= n:
        if n % d == 0:
            return False
        d += 2
    return True


def triples(limit):
    count = 0
    perim = 0
    for a in range(1, limit):
        for b in range(a, limit):
            c2 = a * a + b * b
            c = int(c2 ** 0.5)
            if c > limit:
                break
            if c * c == c2:
                count += 1
                perim += a + b + c
    return count, perim


def heat(n, steps, alpha=0.1):
    u = [0.0] * n
    u[n // 2] = 100.0
    for _ in range(steps):
        prev = u[0]
        for i in range(1, n - 1):
            cur = u[i]
            u[i] = cur + alpha * (prev - 2.0 * cur + u[i + 1])
            prev = cur
    return u


def popcount_total(limit):
    total = 0
    for n in range(limit):
        while n:
            n &= n - 1
            total += 1
    return total


def rk4(steps, dt):
    x, v = 1.0, 0.0
    for _ in range(steps):
        k1x, k1v = v, -x - 0.1 * v
        k2x, k2v = v + dt / 2 * k1v, -(x + dt / 2 * k1x) - 0.1 * (v + dt / 2 * k1v)
        k3x, k3v = v + dt / 2 * k2v, -(x + dt / 2 * k2x) - 0.1 * (v + dt / 2 * k2v)
        k4x, k4v = v + dt * k3v, -(x + dt * k3x) - 0.1 * (v + dt * k3v)
        x += dt / 6 * (k1x + 2 * k2x + 2 * k3x + k4x)
        v += dt / 6 * (k1v + 2 * k2v + 2 * k3v + k4v)
    return x, v


def perfect_numbers(limit):
    out = []
    for n in range(2, limit):
        s, d = 1, 2
        while d * d <= n:
            if n % d == 0:
                s += d
                if d != n // d:
                    s += n // d
            d += 1
        if s == n:
            out.append(n)
    return out


def nested(n):
    acc = 0
    for i in range(n):
        for j in range(n):
            for k in range(0, n, 3):
                acc += (i ^ j) - (j & k)
                if acc < -1000000:
                    acc //= -2
    return acc


def main():
    report("%.8f" % sum(newton_sqrt(float(i)) for i in range(1, 12000)))
    report(sum(1 for n in range(30000) if is_prime(n)))
    report(triples(500))
    u = heat(200, 900)
    report(f"{sum(u):.6f} {max(u):.6f} {u[90]:.6f}")
    report(popcount_total(60000))
    report("%.10f %.10f" % rk4(60000, 0.001))
    report(perfect_numbers(9000))
    report(nested(110))


if __name__ == "__main__":
    for _ in range(ROUNDS):
        output.clear()
        main()
    print("\n".join(output))
