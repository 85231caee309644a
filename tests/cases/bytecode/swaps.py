def fib(n):
    a, b = 0, 1
    while n > 0:
        a, b = b, a + b
        n -= 1
    first, *middle, last = [a, b]
    (p, q), r = first, last
    return a
