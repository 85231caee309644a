"""Integer and floating point loops."""
import math


def collatz_longest(limit):
    best, best_n = 0, 1
    for n in range(1, limit):
        steps = 0
        x = n
        while x != 1:
            if x % 2 == 0:
                x //= 2
            else:
                x = 3 * x + 1
            steps += 1
        if steps > best:
            best, best_n = steps, n
    return best_n, best


def mandelbrot(width, height, max_iter=40):
    inside = 0
    checksum = 0
    for py in range(height):
        y0 = 2.0 * py / height - 1.0
        for px in range(width):
            x0 = 3.0 * px / width - 2.0
            x = y = 0.0
            i = 0
            while x * x + y * y <= 4.0 and i < max_iter:
                x, y = x * x - y * y + x0, 2.0 * x * y + y0
                i += 1
            if i == max_iter:
                inside += 1
            checksum = (checksum * 31 + i) % 1000003
    return inside, checksum


def integrate(f, a, b, n):
    h = (b - a) / n
    total = 0.5 * (f(a) + f(b))
    for i in range(1, n):
        total += f(a + i * h)
    return total * h


def gcd_sum(n):
    total = 0
    for a in range(1, n):
        for b in range(a, n):
            x, y = a, b
            while y:
                x, y = y, x % y
            total += x
    return total


def digits_happy(limit):
    count = 0
    for n in range(1, limit):
        x = n
        while x != 1 and x != 4:
            s = 0
            while x > 0:
                d = x % 10
                s += d * d
                x //= 10
            x = s
        if x == 1:
            count += 1
    return count


def leibniz(n):
    total = 0.0
    sign = 1.0
    for k in range(n):
        total += sign / (2 * k + 1)
        sign = -sign
    return 4 * total


def main():
    print("collatz", collatz_longest(40000))
    print("mandel", mandelbrot(180, 130))
    print("sin", round(integrate(math.sin, 0.0, math.pi, 500000), 9))
    print("poly", round(integrate(lambda x: x * x * x - 2 * x, 0.0, 3.0, 600000), 6))
    print("gcd", gcd_sum(420))
    print("happy", digits_happy(25000))
    print(f"pi ~ {leibniz(1500000):.8f}")


main()
