# A loop over floats: the logistic map, a numerical integral, the Mandelbrot set; ints only as counters.
def logistic(n):
    x, total = 0.4, 0.0
    for _ in range(n):
        x = 3.9 * x * (1.0 - x)
        if x > 0.5:
            total += x
        else:
            total -= x * 0.5
    return total


def integral(n):
    step = 2.0 / n
    total = 0.0
    for i in range(n):
        x = (i + 0.5) * step
        total += x * x / (1.0 + x)
    return total * step


def mandelbrot(size, limit):
    inside = 0
    for row in range(size):
        ci = 2.0 * row / size - 1.0
        for column in range(size):
            cr = 2.0 * column / size - 1.5
            zr = zi = 0.0
            n = 0
            while n < limit and zr * zr + zi * zi <= 4.0:
                zr, zi = zr * zr - zi * zi + cr, 2.0 * zr * zi + ci
                n += 1
            if n == limit:
                inside += 1
    return inside


print(f"{logistic(1_000_000):.6f} {integral(1_000_000):.9f} {mandelbrot(160, 50)}")
