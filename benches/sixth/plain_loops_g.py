# plain loops: numbers of all kinds, ints first and then floats

N = 100000


def armstrong(limit):
    found = []
    for n in range(limit):
        digits = len(str(n))
        total, m = 0, n
        while m > 0:
            total += (m % 10) ** digits
            m //= 10
        if total == n:
            found.append(n)
    return found


def bits(limit):
    ones = flips = 0
    for n in range(limit):
        x = n
        while x:
            ones += x & 1
            x >>= 1
        flips ^= n << (n % 3)
    return ones, flips


def perfect(limit):
    result = []
    for n in range(2, limit):
        total = 1
        d = 2
        while d * d <= n:
            if n % d == 0:
                total += d
                if d * d != n:
                    total += n // d
            d += 1
        if total == n:
            result.append(n)
    return result


def newton(count):
    total = 0.0
    for n in range(1, count):
        x = float(n)
        for _ in range(20):
            better = 0.5 * (x + n / x)
            if abs(better - x) < 1e-12:
                break
            x = better
        total += x
    return total


def logistic(steps):
    x, low, high = 0.4, 1.0, 0.0
    for i in range(steps):
        x = 3.8 * x * (1.0 - x)
        if x < low:
            low = x
        elif x > high:
            high = x
    return low, high


def heat(cells, steps):
    u = [0.0] * cells
    for _ in range(steps):
        new = u[:]
        for i in range(1, cells - 1):
            new[i] = u[i] + 0.25 * (u[i - 1] - 2.0 * u[i] + u[i + 1])
        new[cells // 2] = 100.0
        u = new
    return max(u), sum(u)


def runge_kutta(steps):
    t, y, h = 0.0, 1.0, 0.01
    for _ in range(steps):
        k1 = -y + t
        k2 = -(y + h * k1 / 2) + t + h / 2
        k3 = -(y + h * k2 / 2) + t + h / 2
        k4 = -(y + h * k3) + t + h
        y += h * (k1 + 2 * k2 + 2 * k3 + k4) / 6
        t += h
    return t, y


def triangle(rows):
    total = 0
    for i in range(rows):
        for j in range(i):
            if (i ^ j) % 3 == 0:
                continue
            total += i * j - (i - j) ** 2
            if total > 10 ** 9:
                total -= 10 ** 9
    return total


print(armstrong(N)[-4:])
print(*bits(N * 2))
print(perfect(500))
print("%.6f" % newton(N))
print("%.6f %.6f" % logistic(N * 8))
print("%.6f %.6f" % heat(40, N // 8))
print("%.6f %.6f" % runge_kutta(N * 2))
print(triangle(120))
