# Small ranges of random numbers, the same draws as CPython's, and the borders to what is not small.
import random

r = random.Random(7)
print([r.randrange(10) for _ in range(8)], [r.randrange(-5, 6) for _ in range(8)], [r.randrange(1) for _ in range(3)])
print([r.randint(1, 6) for _ in range(8)], [r.randint(-3, -3) for _ in range(2)], [r.randrange(0, 20, 5) for _ in range(5)])
print([r.getrandbits(k) for k in (0, 1, 31, 32, 33, 64, 65)])
print([r.randrange(2**46, 2**47 - 1) for _ in range(2)], r.randint(-(2**47), 2**47 - 1), r.randint(0, 2**70), r.randrange(2**63, 2**64))
print(r.randrange(True), r.randrange(start=3, stop=9), r.randrange(5, None), r.randrange(stop=8, start=2, step=3))
for bad in ((0,), (-3,), (4, 4), (5, 2), (1, 9, 0), (1.5,), ("3",), (3, 9, -1)):
    try:
        print(r.randrange(*bad))
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
for bad in ((3, 2), (1.5, 2), ("1", 2)):
    try:
        print(r.randint(*bad))
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
try:
    r.getrandbits(-1)
except ValueError as e:
    print(e)


class Half(random.Random):
    def random(self):
        return 0.5


random.seed(3)
print(random.randrange(1000), random.randint(0, 9), random.getrandbits(8), Half(1).random())
