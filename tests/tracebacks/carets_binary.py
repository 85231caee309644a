def compute(a, b, c):
    return a * 2 + (b - 1) / c + a ** 2


compute(1, 2, 0)
