"""List/dict/set comprehensions and generator expressions on small data-analysis tasks."""
import math

ROUNDS = 9
output = []


def report(*items):
    output.append(" ".join(str(x) for x in items))


def primes_to(n):
    composites = {j for i in range(2, int(n ** 0.5) + 1) for j in range(i * i, n + 1, i)}
    return [i for i in range(2, n + 1) if i not in composites]


def transpose(m):
    return [[row[i] for row in m] for i in range(len(m[0]))]


def matmul(a, b):
    bt = transpose(b)
    return [[sum(x * y for x, y in zip(r, c)) for c in bt] for r in a]


def triples(n):
    return [(a, b, c) for c in range(1, n) for b in range(1, c) for a in range(c - b + 1, b)
            if a * a + b * b == c * c]


def stats(values):
    n = len(values)
    mean = sum(values) / n
    var = sum((v - mean) ** 2 for v in values) / n
    return mean, math.sqrt(var), max(values), min(abs(v) for v in values)


def anagrams(words):
    keys = {w: "".join(sorted(w)) for w in words}
    groups = {k: [] for k in keys.values()}
    for w, k in keys.items():
        groups[k].append(w)
    return {k: sorted(v) for k, v in groups.items() if len(v) > 2}


def main():
    ps = primes_to(60000)
    pset = set(ps)
    twins = [(p, p + 2) for p in ps if p + 2 in pset]
    report(len(ps), len(twins), twins[-1])
    report(any(p % 1000 == 999 for p in ps), all(p % 2 for p in ps[1:]), sum(p for p in ps if p % 10 == 7))

    m = [[(i * j + i + j) % 10 for j in range(50)] for i in range(50)]
    sq = matmul(matmul(m, m), transpose(m))
    report(sum(sum(row) for row in sq), max(max(row) for row in sq), sum(sq[i][i] for i in range(50)))

    tr = triples(150)
    report(len(tr), tr[-1], {c for *_, c in tr if c % 25 == 0} == {25, 50, 75, 100, 125})

    vals = [math.sin(i) * (i % 17) for i in range(40000)]
    report(" ".join(f"{x:.6f}" for x in stats(vals)))
    hist = {b: sum(1 for v in vals[:4000] if int(v) == b) for b in range(-16, 17, 4)}
    report(hist)

    letters = "abcde"
    words = [a + b + c + d for a in letters for b in letters for c in letters for d in letters if a != d]
    groups = anagrams(words)
    report(len(words), len(groups), max(len(v) for v in groups.values()), groups["aabc"][:3])

    squares = {n: n * n for n in range(20000)}
    inv = {v: k for k, v in squares.items() if v % 3 == 1}
    report(len(inv), inv[10000], sum(k for k in inv if k & 1))

    flat = [x for row in [[i] * (i % 4) for i in range(30000)] for x in row if x % 3]
    report(len(flat), sum(flat))
    table = [[f"{i}{j}" if i < j else None for j in range(60)] for i in range(60)]
    report(sum(len(s) for row in table for s in row if s is not None))
    run = 0
    acc = [run := (run + x) % 1009 for x in range(40000)]
    report(acc[-1], max(acc), len({a // 10 for a in acc}))
    cum = [(i, j) for i in range(120) for j in range(120) if (i ^ j) % 7 == 3 if i + j < 200]
    report(len(cum), sum(i * j for i, j in cum))


if __name__ == "__main__":
    for _ in range(ROUNDS):
        output.clear()
        main()
    print("\n".join(output))
