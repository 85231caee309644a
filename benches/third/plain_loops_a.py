"""Integer and float loops: collatz, mandelbrot, integration, digit sums, LCG."""
import math

ROUNDS = 4
output = []


def report(*items):
    output.append(" ".join(str(x) for x in items))


def collatz_longest(limit):
    best, best_n = 0, 0
    for n in range(1, limit):
        steps = 0
        k = n
        while k != 1:
            if k & 1:
                k = 3 * k + 1
            else:
                k >>= 1
            steps += 1
        if steps > best:
            best, best_n = steps, n
    return best_n, best


def mandel(width, height, maxiter):
    inside = 0
    total = 0
    for py in range(height):
        y0 = py * 2.0 / height - 1.0
        for px in range(width):
            x0 = px * 3.0 / width - 2.0
            x = y = 0.0
            i = 0
            while i < maxiter:
                x2 = x * x
                y2 = y * y
                if x2 + y2 > 4.0:
                    break
                y = 2.0 * x * y + y0
                x = x2 - y2 + x0
                i += 1
            total += i
            if i == maxiter:
                inside += 1
    return inside, total


def simpson(f, a, b, n):
    h = (b - a) / n
    s = f(a) + f(b)
    for i in range(1, n):
        s += (4 if i % 2 else 2) * f(a + i * h)
    return s * h / 3


def digit_power_sums(limit):
    found = []
    for n in range(10, limit):
        m, s = n, 0
        while m:
            m, d = divmod(m, 10)
            s += d ** 4
        if s == n:
            found.append(n)
    return found


def lcg(n, seed=12345):
    acc = 0
    for _ in range(n):
        seed = (seed * 1664525 + 1013904223) % 4294967296
        acc ^= seed >> 7
        acc = (acc + (seed & 0xFF)) & 0xFFFFFFFF
    return acc


def leibniz(n):
    total, sign = 0.0, 1.0
    for k in range(n):
        total += sign / (2 * k + 1)
        sign = -sign
    return total * 4


def main():
    report("collatz", collatz_longest(12000))
    report("mandel", mandel(90, 60, 100))
    report("simpson %.9f" % simpson(lambda x: math.sin(x) * math.exp(-x), 0.0, 3.0, 60000))
    report("digits", digit_power_sums(20000))
    report("lcg", lcg(300000))
    report("pi %.10f" % leibniz(300000))


if __name__ == "__main__":
    for _ in range(ROUNDS):
        output.clear()
        main()
    print("\n".join(output))
