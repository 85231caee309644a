# Seeded sequences equal CPython's.
import random

for seed in (0, 1, 42, "text", 3.5, b"bytes", 2 ** 100, -7, None if False else 5):
    random.seed(seed)
    print(seed, random.random(), random.randint(1, 100), random.randrange(0, 1000, 7), random.getrandbits(70))
random.seed(42)
print([random.random() for _ in range(3)])
print([random.randint(-5, 5) for _ in range(15)])
print([random.randrange(10) for _ in range(15)], random.randrange(10 ** 30))
print([random.uniform(1, 10) for _ in range(3)], random.uniform(10, 1))
print([random.choice("abcdef") for _ in range(10)], random.choice([1, 2, 3]), random.choice(range(100)))
l = list(range(12))
random.shuffle(l)
print(l)
print(random.sample(range(100), 8), random.sample("abcdefgh", 3), random.sample([1, 2, 3], 3), random.sample(range(10 ** 6), 4))
print(random.choices("xyz", k=8), random.choices([1, 2, 3], weights=[5, 1, 1], k=10), random.choices("ab", cum_weights=[1, 3], k=6))
print([random.gauss(0, 1) for _ in range(3)], [random.normalvariate(10, 2) for _ in range(2)], random.expovariate(1.5))
print(random.triangular(0, 10, 3), random.betavariate(2, 3), random.gammavariate(2, 1), random.lognormvariate(0, 0.5),
      random.vonmisesvariate(1, 2), random.paretovariate(3), random.weibullvariate(1, 2))
print(random.getrandbits(1), random.getrandbits(32), random.getrandbits(64), random.getrandbits(0), random.randbytes(5))
r = random.Random(7)
r2 = random.Random(7)
print([r.random() for _ in range(2)] == [r2.random() for _ in range(2)], r.randint(1, 6), r.choice("abc"))
state = random.getstate()
a = [random.random() for _ in range(3)]
random.setstate(state)
print(a == [random.random() for _ in range(3)])
random.seed(1, version=2)
print(random.random(), random.binomialvariate(10, 0.3))
for f in (lambda: random.randint(5, 1), lambda: random.randrange(0), lambda: random.choice([]), lambda: random.sample([1], 2),
          lambda: random.randrange(1.5), lambda: random.choices([], k=1), lambda: random.sample({1, 2}, 1),
          lambda: random.randrange(1, 10, 0), lambda: random.choices([1, 2], weights=[0, 0])):
    try:
        print(f())
    except (ValueError, IndexError, TypeError) as e:
        print(type(e).__name__ + ":", e)
random.seed(99)
deck = [f"{v}{s}" for s in "SHDC" for v in "A23456789TJQK"]
random.shuffle(deck)
print(" ".join(deck[:13]))
walk = [0]
for _ in range(30):
    walk.append(walk[-1] + random.choice((-1, 1)))
print(walk)
