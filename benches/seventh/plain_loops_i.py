"""Loops over ints and floats: integration, digits, gcds, orbits, a Mandelbrot."""
import math


def integrate(n):
    h = 4.0 / n
    total = 0.0
    x = 0.0
    for _ in range(n):
        mid = x + h / 2
        total += mid * mid * mid / (1.0 + mid)
        x += h
    return total * h


def digit_powers(limit):
    found = []
    for n in range(10, limit):
        total = 0
        m = n
        while m:
            d = m % 10
            total += d * d * d
            m //= 10
        if total == n:
            found.append(n)
    return found


def coprime(limit):
    count = 0
    for a in range(1, limit):
        for b in range(1, a):
            x, y = a, b
            while y:
                x, y = y, x % y
            if x == 1:
                count += 1
    return count


def mandelbrot(width, height, limit):
    inside = 0
    work = 0
    for row in range(height):
        ci = -1.2 + 2.4 * row / height
        for col in range(width):
            cr = -2.0 + 3.0 * col / width
            zr = zi = 0.0
            k = 0
            while k < limit:
                r2 = zr * zr
                i2 = zi * zi
                if r2 + i2 > 4.0:
                    break
                zi = 2.0 * zr * zi + ci
                zr = r2 - i2 + cr
                k += 1
            work += k
            if k == limit:
                inside += 1
    return inside, work


def logistic(r, n):
    x = 0.25
    low, high = 1.0, 0.0
    for i in range(n):
        x = r * x * (1.0 - x)
        if i > 100:
            if x < low:
                low = x
            elif x > high:
                high = x
    return low, high


def main():
    value = integrate(1200000)
    exact = 64 / 3 - 8 + 4 - math.log(5)
    print(f"integral {value:.6f} {abs(value - exact) < 1e-6}")
    print("digit powers", digit_powers(250000))
    print("coprime pairs", coprime(620))
    print("mandelbrot", *mandelbrot(240, 170, 90))
    low, high = logistic(3.7, 900000)
    print(f"logistic {low:.5f} {high:.5f}")


main()
