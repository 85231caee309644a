def collatz(limit):
    best, at = 0, 0
    for start in range(1, limit):
        n, steps = start, 0
        while n != 1:
            n = n // 2 if n % 2 == 0 else 3 * n + 1
            steps += 1
        if steps > best:
            best, at = steps, start
    return at, best
def gcd(a, b):
    while b:
        a, b = b, a % b
    return a
print(collatz(45000), sum(gcd(i, 360360) for i in range(100000)))
