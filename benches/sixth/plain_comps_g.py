# comprehensions for tables of people, words, boards and number puzzles

ROUNDS = 1100

FIRST = ["Ann", "Bob", "Cid", "Dot", "Eve", "Fay", "Gus", "Hal"]
LAST = ["Stone", "Rivers", "Marsh", "Woods", "Field"]


class Person:
    def __init__(self, name, age, langs):
        self.name = name
        self.age = age
        self.langs = langs


def people(n):
    langs = ["py", "c", "go", "ml", "sh"]
    return [
        Person(f"{FIRST[i % 8]} {LAST[i * 3 % 5]}", 20 + i * 7 % 45, {langs[i % 5], langs[i * i % 5]})
        for i in range(n)
    ]


def report(team):
    by_lang = {lang: [p.name for p in team if lang in p.langs] for lang in sorted({x for p in team for x in p.langs})}
    ages = {p.name: p.age for p in team if p.age > 30}
    initials = ["".join(part[0] for part in p.name.split()) for p in team]
    return by_lang, ages, initials


def board(n):
    cells = [[(r * n + c) % (n + 1) for c in range(n)] for r in range(n)]
    rows_ok = all(len({v for v in row}) == n for row in cells)
    diagonals = [[cells[r][c] for r in range(n) for c in range(n) if r + c == d] for d in range(2 * n - 1)]
    spiral = [cells[r][c] for d in range(n) for r, c in [(d, n - 1 - d), (n - 1 - d, d)]]
    return rows_ok, sum(max(d) for d in diagonals), sum(spiral)


def send_more(limit):
    """Triples with a digit condition, all in one comprehension."""
    return [
        (a, b, a * b)
        for a in range(10, limit)
        if a % 10
        for b in range(a, limit)
        if sorted(str(a) + str(b)) == sorted(str(a * b))
    ]


def wordplay(text):
    words = [w.strip(".,").lower() for w in text.split()]
    starts = {c: sorted({w for w in words if w[0] == c}) for c in {w[0] for w in words}}
    vowels = [sum(1 for ch in w if ch in "aeiou") for w in words]
    acronym = "".join([w[0].upper() for w in words if len(w) > 3])
    return {k: v for k, v in starts.items() if len(v) > 1}, sum(vowels), acronym


def convolve(a, b):
    return [sum(a[i] * b[k - i] for i in range(len(a)) if 0 <= k - i < len(b)) for k in range(len(a) + len(b) - 1)]


TEXT = "Peter Piper picked a peck of pickled peppers. A peck of pickled peppers Peter Piper picked, she sells sea shells."

names = ages = boards = puzzles = poly = 0
for r in range(ROUNDS):
    by_lang, older, initials = report(people(24 + r % 6))
    names += sum(len(v) for v in by_lang.values())
    ages += sum(older.values()) + len({i for i in initials})
    ok, peak, spiral = board(6 + r % 4)
    boards += ok + peak + spiral
    puzzles += len(send_more(42 + r % 3))
    starts, vowels, acronym = wordplay(TEXT)
    poly += max(convolve([x - r % 5 for x in range(10)], [y * y % 7 for y in range(8)]))
    matrix = {(x, y): x * y for x in range(8) for y in range(8) if (x + y) % 2}
    poly += sum(v for (x, y), v in matrix.items() if x < y)
print(names, ages, boards, puzzles, poly)
print(send_more(60)[:3])
print(sorted(starts.items())[0], vowels, acronym)
