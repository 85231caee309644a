"""Integer and float loops: Collatz, perfect numbers, digit games, Simpson, Newton, Mandelbrot."""
import math


def longest_collatz(limit):
    best, best_start = 0, 1
    for start in range(1, limit):
        n, steps = start, 0
        while n != 1:
            n = n // 2 if n % 2 == 0 else 3 * n + 1
            steps += 1
        if steps > best:
            best, best_start = steps, start
    return best_start, best


def perfect_numbers(limit):
    found = []
    for n in range(2, limit):
        total = 1
        d = 2
        while d * d <= n:
            if not n % d:
                total += d
                if d * d != n:
                    total += n // d
            d += 1
        if total == n:
            found.append(n)
    return found


def happy(limit):
    count = 0
    for n in range(1, limit):
        for _ in range(30):
            total = 0
            while n:
                n, digit = divmod(n, 10)
                total += digit * digit
            n = total
            if n == 1:
                count += 1
                break
            if n == 4:
                break
    return count


def simpson(f, a, b, n):
    h = (b - a) / n
    total = f(a) + f(b)
    for i in range(1, n):
        total += f(a + i * h) * (4 if i & 1 else 2)
    return total * h / 3


def cube_root(x, eps=1e-12):
    guess = x if x > 1 else 1.0
    rounds = 0
    while abs(guess * guess * guess - x) > eps * max(1.0, x):
        guess -= (guess * guess * guess - x) / (3.0 * guess * guess)
        rounds += 1
    return guess, rounds


def mandelbrot(width, height, limit):
    inside = 0
    total = 0
    for row in range(height):
        ci = row * 2.0 / height - 1.0
        for col in range(width):
            cr = col * 3.0 / width - 2.0
            zr = zi = 0.0
            for i in range(limit):
                zr2, zi2 = zr * zr, zi * zi
                if zr2 + zi2 > 4.0:
                    total += i
                    break
                zi = 2.0 * zr * zi + ci
                zr = zr2 - zi2 + cr
            else:
                inside += 1
    return inside, total


def xorshift(rounds):
    x = 2463534242
    ones = 0
    for _ in range(rounds):
        x ^= (x << 13) & 0xFFFFFFFF
        x ^= x >> 17
        x ^= (x << 5) & 0xFFFFFFFF
        ones += x & 1
    return x, ones


print("collatz", longest_collatz(7000))
print("perfect", perfect_numbers(6000))
print("happy", happy(12000))
print(f"simpson {simpson(lambda x: x * math.sin(x), 0.0, math.pi, 40000):.9f}")
roots = [cube_root(float(n)) for n in range(1, 4000)]
print(f"roots {sum(r for r, _ in roots):.6f} {sum(n for _, n in roots)}")
print("mandelbrot", mandelbrot(130, 70, 60))
print("xorshift", xorshift(250000))
