def lcg(n):
    x, acc = 12345, 0
    for i in range(n):
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
        acc ^= x >> 3
        acc = (acc << 1 | acc >> 30) & 0x7FFFFFFF
    return acc
def fnv(data):
    h = 0xcbf29ce484222325
    for b in data:
        h = ((h ^ b) * 0x100000001b3) & 0xFFFFFFFFFFFFFFFF
    return h
print(lcg(1000000), fnv(bytes(range(256)) * 1200))
