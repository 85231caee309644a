import math

# Plain integer and floating point loops, nothing clever.


def gcd_sum(limit):
    total = 0
    for a in range(1, limit):
        for b in range(a, limit, 7):
            x, y = a, b
            while y:
                x, y = y, x % y
            total += x
    return total


def mandel(width, height, maxit):
    inside = 0
    esc = 0
    for py in range(height):
        y0 = 2.4 * py / height - 1.2
        for px in range(width):
            x0 = 3.2 * px / width - 2.2
            x = y = 0.0
            i = 0
            while x * x + y * y <= 4.0 and i < maxit:
                x, y = x * x - y * y + x0, 2.0 * x * y + y0
                i += 1
            if i == maxit:
                inside += 1
            esc += i
    return inside, esc


def simpson(f, a, b, n):
    h = (b - a) / n
    s = f(a) + f(b)
    k = 1
    while k < n:
        s += (4 if k % 2 else 2) * f(a + k * h)
        k += 1
    return s * h / 3


def lcg_bits(n):
    state = 42
    ones = 0
    for _ in range(n):
        state = (state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        ones += (state >> 33) & 1
    return state, ones


def digits(n):
    best = best_i = 0
    for i in range(n):
        s, k = 0, i
        while k > 0:
            s += (k % 10) ** 2
            k //= 10
        if s > best:
            best, best_i = s, i
    return best, best_i


print("gcd", gcd_sum(1900))
print("mandel", mandel(150, 100, 250))
print("simpson %.10f" % simpson(lambda t: math.sin(t) * math.exp(-t * t), 0.0, 3.0, 250000))
print("lcg", lcg_bits(1000000))
print("digits", digits(250000))
