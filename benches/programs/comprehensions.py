# Comprehensions and generator expressions.
total = 0
for k in range(60):
    xs = [i * 2 for i in range(8_000)]
    ys = [x for x in xs if x % 3]
    d = {x: x + k for x in range(3_000)}
    s = {x % 97 for x in ys}
    total += sum(x + 1 for x in ys) + len(d) + len(s) + sum([a + b for a, b in zip(xs, ys)])
    m = [[r * c for c in range(20)] for r in range(40)]
    total += sum(v for row in m for v in row)
print(total)
