def modpow(b, e, m):
    r = 1
    while e:
        if e & 1: r = r * b % m
        b = b * b % m; e >>= 1
    return r
def is_prime(n, k=8):
    d, s = n - 1, 0
    while d % 2 == 0: d //= 2; s += 1
    for a in (2, 3, 5, 7, 11, 13, 17, 19)[:k]:
        x = modpow(a, d, n)
        if x in (1, n - 1): continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1: break
        else: return False
    return True
def egcd(a, b):
    if a == 0: return b, 0, 1
    g, x, y = egcd(b % a, a)
    return g, y - (b // a) * x, x
p, q = 2 ** 521 - 1, 2 ** 607 - 1
n, phi, e = p * q, (p - 1) * (q - 1), 65537
d = egcd(e, phi)[1] % phi
m = 123456789 ** 20 % n
for _ in range(12): is_prime(2 ** 521 - 1); modpow(m, d, n)
print(is_prime(2 ** 127 - 1), is_prime(2 ** 89 - 3), modpow(modpow(m, e, n), d, n) == m)
