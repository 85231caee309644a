# List, set, dict comprehensions and generator expressions over small "databases".


def matrix(rows, columns, seed=3):
    return [[(seed * i + j * j + i * j) % 10 for j in range(columns)] for i in range(rows)]


def multiply(a, b):
    turned = [[row[j] for row in b] for j in range(len(b[0]))]
    return [[sum(x * y for x, y in zip(row, column)) for column in turned] for row in a]


def transpose(a):
    return [list(row) for row in zip(*a)]


class Library:
    def __init__(self, books):
        self.books = [
            {"id": n, "title": f"Book {n}", "year": 1900 + n * 7 % 120,
             "tags": {f"t{n % k}" for k in (3, 5, 7)}, "pages": 50 + n * n % 700}
            for n in range(books)
        ]

    def by_year(self):
        years = {book["year"] for book in self.books}
        return {year: [b["id"] for b in self.books if b["year"] == year] for year in years}

    def tags(self):
        return {tag for book in self.books for tag in book["tags"]}

    def pages_per_tag(self):
        return {tag: sum(b["pages"] for b in self.books if tag in b["tags"])
                for tag in sorted(self.tags())}

    def thick(self, minimum=500):
        return [title.upper() for book in self.books
                if book["pages"] >= minimum and (title := book["title"])]

    def old_and_thick(self, before, minimum):
        return sum(1 for b in self.books if b["year"] < before if b["pages"] > minimum)


def primes(limit):
    composites = {m for n in range(2, int(limit ** 0.5) + 1) for m in range(n * n, limit, n)}
    return [n for n in range(2, limit) if n not in composites]


def pythagorean(limit):
    squares = {n * n: n for n in range(1, limit + 1)}
    return [(a, b, squares[a * a + b * b])
            for a in range(1, limit) for b in range(a, limit) if a * a + b * b in squares]


def knight_moves(square, size=8):
    x, y = square
    return {(x + dx, y + dy)
            for dx in (-2, -1, 1, 2) for dy in (-2, -1, 1, 2)
            if abs(dx) != abs(dy) and 0 <= x + dx < size and 0 <= y + dy < size}


def reach(start, size):
    """Squares by the number of knight moves they need."""
    layers = [{start}]
    seen = {start}
    while layers[-1]:
        fresh = {target for square in layers[-1] for target in knight_moves(square, size)} - seen
        seen |= fresh
        layers.append(fresh)
    return [len(layer) for layer in layers]


def powerset(items):
    subsets = [()]
    for item in items:
        subsets = subsets + [subset + (item,) for subset in subsets]
    return subsets


def main():
    a, b = matrix(50, 60), matrix(60, 50, seed=7)
    for _ in range(4):
        product = multiply(a, b)
        a = transpose([[cell % 11 for cell in row] for row in multiply(b, product)])
    print("matrix", sum(map(sum, product)), product[3][:5], len(a), len(a[0]))

    library = Library(3000)
    years = library.by_year()
    print("years", len(years), max(len(ids) for ids in years.values()), years[1977][:4])
    pages = library.pages_per_tag()
    print("tags", len(pages), pages["t0"], pages["t6"], len(library.thick()),
          library.old_and_thick(1950, 300))

    print("primes", len(primes(100_000)), primes(100)[-4:])
    triples = pythagorean(600)
    print("triples", len(triples), triples[-1], sum(c for *_, c in triples))
    print("knight", reach((0, 0), 64))
    subsets = powerset("abcdefghijklmno")
    print("powerset", len(subsets), sum(len(s) for s in subsets), "".join(subsets[5555]))
    table = [[i * j for j in range(1, 250)] for i in range(1, 250)]
    flat = [cell for row in table if row[0] % 2 for cell in row if cell % 3 == 0]
    folded = {k: v for k, v in sorted((cell % 11, cell) for cell in flat)}
    print("table", len(flat), sum(flat), folded)


main()
