# stress: 5003
# Conway's life, on a set of cells and on a wrapped grid.
def step(cells):
    counts = {}
    for y, x in cells:
        for dy in (-1, 0, 1):
            for dx in (-1, 0, 1):
                if dy or dx:
                    counts[y + dy, x + dx] = counts.get((y + dy, x + dx), 0) + 1
    return {c for c, n in counts.items() if n == 3 or n == 2 and c in cells}


def show(cells, h, w):
    return "\n".join("".join("#" if (y, x) in cells else "." for x in range(w)) for y in range(h))


glider = {(0, 1), (1, 2), (2, 0), (2, 1), (2, 2)}
for gen in range(5):
    print(f"generation {gen}: {len(glider)} cells, {sorted(glider)[:2]}")
    print(show(glider, 5, 6))
    glider = step(glider)
for _ in range(35):
    glider = step(glider)
print(sorted(glider))


class Wrapped:
    def __init__(self, text):
        self.rows = [[c == "#" for c in line] for line in text.split()]
        self.h, self.w = len(self.rows), len(self.rows[0])

    def around(self, y, x):
        return sum(self.rows[(y + dy) % self.h][(x + dx) % self.w] for dy in (-1, 0, 1) for dx in (-1, 0, 1)) - self.rows[y][x]

    def __next__(self):
        self.rows = [[self.around(y, x) in ((2, 3) if self.rows[y][x] else (3,)) for x in range(self.w)] for y in range(self.h)]
        return self

    def __iter__(self):
        return self

    def __str__(self):
        return "\n".join("".join(".#"[c] for c in r) for r in self.rows)

    def __len__(self):
        return sum(map(sum, self.rows))


w = Wrapped(".#..... ..#.... ###.... ....... ....... .......")
for i, g in enumerate(w):
    if i % 7 == 0:
        print(i, len(g))
        print(g)
    if i == 21:
        break
r_pentomino = {(0, 1), (0, 2), (1, 0), (1, 1), (2, 1)}
sizes = []
for _ in range(60):
    sizes.append(len(r_pentomino))
    r_pentomino = step(r_pentomino)
print(sizes)
