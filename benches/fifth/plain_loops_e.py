"""Loops over ints and floats."""
import math

SCALE = 810


def collatz_longest(limit):
    best, best_n = 0, 0
    for n in range(1, limit):
        steps = 0
        x = n
        while x != 1:
            if x % 2:
                x = 3 * x + 1
            else:
                x //= 2
            steps += 1
        if steps > best:
            best, best_n = steps, n
    return best, best_n


def integrate(f, a, b, n):
    h = (b - a) / n
    total = 0.5 * (f(a) + f(b))
    for i in range(1, n):
        total += f(a + i * h)
    return total * h


def leibniz(terms):
    total = 0.0
    sign = 1.0
    for k in range(terms):
        total += sign / (2 * k + 1)
        sign = -sign
    return 4 * total


def mandelbrot(width, height, limit):
    inside = 0
    work = 0
    for py in range(height):
        ci = py * 2.0 / height - 1.0
        for px in range(width):
            cr = px * 3.0 / width - 2.0
            zr = zi = 0.0
            for i in range(limit):
                zr2, zi2 = zr * zr, zi * zi
                if zr2 + zi2 > 4.0:
                    break
                zi = 2.0 * zr * zi + ci
                zr = zr2 - zi2 + cr
            else:
                inside += 1
            work += i
    return inside, work


def gcd_table(n):
    coprime = 0
    for a in range(1, n):
        for b in range(a + 1, n):
            x, y = a, b
            while y:
                x, y = y, x % y
            if x == 1:
                coprime += 1
    return coprime


def lcg(count):
    state = 12345
    buckets = [0] * 16
    for _ in range(count):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        buckets[state >> 27] += 1
    return max(buckets) - min(buckets), state


def main():
    print("collatz", *collatz_longest(SCALE * 40))
    print("integral", round(integrate(lambda x: math.sin(x) * x, 0.0, math.pi, SCALE * 400), 8))
    print("leibniz", round(leibniz(SCALE * 1500), 9))
    print("mandelbrot", *mandelbrot(40, SCALE * 2, 40))
    print("coprime", gcd_table(60), gcd_table(45))
    print("lcg", *lcg(SCALE * 1000))


main()
