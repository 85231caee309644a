# stress: 5003
# Small exercises of beginners: roman numerals, primes, anagrams, palindromes, Collatz, change, Pascal, towers.
def roman(n):
    out = ""
    for v, s in [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]:
        while n >= v:
            out, n = out + s, n - v
    return out


def unroman(s):
    vals = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    total = 0
    for a, b in zip(s, s[1:] + "I"):
        total += vals[a] if vals[a] >= vals[b] or b == s[-1:] and False else -vals[a] if vals[a] < vals[b] else vals[a]
    return total


print([roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994, 2024, 3999)], all(unroman(roman(n)) == n for n in range(1, 500)))


def sieve(n):
    flags = [True] * (n + 1)
    flags[:2] = [False, False]
    for i in range(2, int(n ** 0.5) + 1):
        if flags[i]:
            flags[i * i::i] = [False] * len(flags[i * i::i])
    return [i for i, f in enumerate(flags) if f]


print(sieve(60), len(sieve(5000)))
groups = {}
for w in "listen silent enlist google elbow below state taste inlets cat act".split():
    groups.setdefault("".join(sorted(w)), []).append(w)
print([g for g in groups.values() if len(g) > 1])
print([s for s in ["A man, a plan", "Was it a car or a cat I saw?", "hello"] if (c := [x.lower() for x in s if x.isalnum()]) == c[::-1]])


def change(amount, coins=(50, 20, 10, 5, 2, 1)):
    out = {}
    for c in coins:
        n, amount = divmod(amount, c)
        if n:
            out[c] = n
    return out


print(change(188), change(0))


def ways(amount, coins):
    w = [1] + [0] * amount
    for c in coins:
        for a in range(c, amount + 1):
            w[a] += w[a - c]
    return w[amount]


print(ways(100, [1, 5, 10, 25, 50]), ways(200, [1, 2, 5, 10, 20, 50, 100, 200]))
row = [1]
for _ in range(7):
    print(" ".join(map(str, row)).center(30).rstrip())
    row = [a + b for a, b in zip([0] + row, row + [0])]
for i in range(1, 16):
    print("FizzBuzz" if i % 15 == 0 else "Fizz" if i % 3 == 0 else "Buzz" if i % 5 == 0 else i, end=" ")
print()


def hanoi(n, a="A", b="B", c="C", moves=None):
    moves = [] if moves is None else moves
    if n:
        hanoi(n - 1, a, c, b, moves)
        moves.append(f"{n}:{a}{c}")
        hanoi(n - 1, b, a, c, moves)
    return moves


print(hanoi(3), len(hanoi(9)))


def queens(n, row=0, cols=()):
    if row == n:
        yield cols
        return
    for c in range(n):
        if all(c != k and abs(c - k) != row - r for r, k in enumerate(cols)):
            yield from queens(n, row + 1, cols + (c,))


sols = list(queens(6))
print(len(sols), sols[0], len(list(queens(8))))
for c in sols[0]:
    print("." * c + "Q" + "." * (5 - c))


def lcs(a, b):
    t = [[""] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            t[i + 1][j + 1] = t[i][j] + x if x == y else max(t[i][j + 1], t[i + 1][j], key=len)
    return t[-1][-1]


def edit(a, b):
    prev = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        cur = [i]
        for j, y in enumerate(b, 1):
            cur.append(min(prev[j] + 1, cur[-1] + 1, prev[j - 1] + (x != y)))
        prev = cur
    return prev[-1]


print(lcs("AGGTAB", "GXTXAYB"), edit("kitten", "sitting"), edit("", "abc"))
print([n for n in range(1, 500) if sum(d for d in range(1, n) if n % d == 0) == n], [n for n in range(100, 1000) if sum(int(c) ** 3 for c in str(n)) == n])
print(bin(37)[2:], int("100101", 2), sum(map(int, str(2 ** 1000))), sum(x for x in range(1000) if x % 3 == 0 or x % 5 == 0))
