"""Slices of lists and strings: reading, assigning, deleting, steps, rotations."""


def rotate(xs, k):
    k %= len(xs)
    return xs[k:] + xs[:k]


def merge_sort(xs):
    if len(xs) < 2:
        return xs
    h = len(xs) // 2
    a, b = merge_sort(xs[:h]), merge_sort(xs[h:])
    out = []
    while a and b:
        # move runs instead of single elements
        if a[-1] >= b[-1]:
            out.append(a.pop())
        else:
            out.append(b.pop())
    return (a or b) + out[::-1]


def palindromes(s):
    n = len(s)
    found = 0
    best = ""
    for size in (3, 4, 5, 6, 7, 8):
        for i in range(n - size + 1):
            t = s[i:i + size]
            if t == t[::-1]:
                found += 1
                if len(t) > len(best):
                    best = t
    return found, best


def kmers(s, k):
    seen = {}
    for i in range(len(s) - k + 1):
        w = s[i:i + k]
        seen[w] = seen.get(w, 0) + 1
    top = max(seen.values())
    return len(seen), min(w for w in seen if seen[w] == top), top


def sieve(n):
    flags = [1] * n
    flags[:2] = [0, 0]
    for p in range(2, int(n ** 0.5) + 1):
        if flags[p]:
            flags[p * p::p] = [0] * len(range(p * p, n, p))
    return sum(flags)


def riffle(deck, times):
    for _ in range(times):
        half = len(deck) // 2
        mixed = deck[:]
        mixed[::2] = deck[:half]
        mixed[1::2] = deck[half:]
        deck = mixed
    return deck


def edits(n):
    xs = list(range(n))
    for i in range(40000):
        k = i * 7 % (len(xs) - 10)
        xs[k:k + 2] = [i, i + 1, i + 2]
        del xs[(k + 50) % (len(xs) - 4):][:1]
        j = (k * 3) % (len(xs) - 4)
        del xs[j:j + 1]
        if i % 100 == 0:
            del xs[::50]
            xs[len(xs):] = range(n - len(xs))
    return len(xs), sum(xs)


def lcg_text(n, alphabet):
    x, out = 7, []
    for _ in range(n):
        x = (x * 1664525 + 1013904223) % 4294967296
        out.append(alphabet[(x >> 16) % len(alphabet)])
    return "".join(out)


def main():
    text = lcg_text(120000, "acgt")
    print("palindromes", palindromes(text))
    print("kmers", kmers(text, 5), kmers(text, 8))
    nums = [int(text[i:i + 4].translate({97: "1", 99: "2", 103: "3", 116: "4"})) for i in range(0, 120000, 2)]
    print("merge", merge_sort(nums) == sorted(nums))
    xs = nums[:1000]
    for i in range(40000):
        xs = rotate(xs, i)
    print("rotate", xs[:5], xs[-5:], xs[::-200])
    print("sieve", sieve(1000000))
    print("riffle", riffle(list(range(520)), 5000)[::60])
    print("edits", edits(2000))
    s = text
    while len(s) > 10:
        s = s[1:-1] if s[0] < s[-1] else s[2::1] + s[:1]
        if len(s) % 100 == 0:
            s = s[::-1]
        s = s[: len(s) - 11]
    print("shrink", s)


main()
