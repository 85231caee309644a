def life(w, h, gens):
    g = [[(x * 7 + y * 13 + x * y) % 3 == 0 for x in range(w)] for y in range(h)]
    for _ in range(gens):
        n = [[False] * w for _ in range(h)]
        for y in range(h):
            for x in range(w):
                c = 0
                for dy in (-1, 0, 1):
                    for dx in (-1, 0, 1):
                        if dx or dy:
                            c += g[(y + dy) % h][(x + dx) % w]
                n[y][x] = c == 3 or (c == 2 and g[y][x])
        g = n
    return sum(map(sum, g))
def matmul(a, b):
    n = len(b); return [[sum(r[k] * b[k][j] for k in range(n)) for j in range(len(b[0]))] for r in a]
def primes(n):
    s = bytearray([1]) * (n + 1); s[0] = s[1] = 0
    for i in range(2, int(n ** 0.5) + 1):
        if s[i]: s[i * i::i] = bytes(len(range(i * i, n + 1, i)))
    return [i for i, v in enumerate(s) if v]
print(life(64, 64, 20), matmul([[i + j for j in range(50)] for i in range(50)], [[i * j for j in range(50)] for i in range(50)])[3][4], len(primes(800000)))
