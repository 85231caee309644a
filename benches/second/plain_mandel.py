def mandel(w, h, it):
    total = 0
    for py in range(h):
        y0 = py / h * 2.0 - 1.0
        for px in range(w):
            x0 = px / w * 3.0 - 2.0
            x = y = 0.0
            n = 0
            while x * x + y * y <= 4.0 and n < it:
                x, y = x * x - y * y + x0, 2.0 * x * y + y0
                n += 1
            total += n
    return total
def integrate(f, a, b, n):
    h = (b - a) / n
    s = 0.5 * (f(a) + f(b))
    for i in range(1, n):
        s += f(a + i * h)
    return s * h
print(mandel(180, 120, 60), round(integrate(lambda x: x ** 2 / (1 + x), 0.0, 2.0, 600000), 9))
