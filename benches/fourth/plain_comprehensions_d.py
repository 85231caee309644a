# Boards, graphs and sets, written mostly with comprehensions.

class Grid:
    def __init__(self, cells, size):
        self.cells = frozenset(cells)
        self.size = size

    def neighbours(self, cell):
        x, y = cell
        return [(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)
                if (dx or dy) and 0 <= x + dx < self.size and 0 <= y + dy < self.size]

    def evolve(self):
        candidates = self.cells | {n for c in self.cells for n in self.neighbours(c)}
        alive = {
            c for c in candidates
            if (k := sum(n in self.cells for n in self.neighbours(c))) == 3 or (k == 2 and c in self.cells)
        }
        return Grid(alive, self.size)

    def __str__(self):
        return '\n'.join(''.join('#' if (x, y) in self.cells else '.' for x in range(self.size))
                         for y in range(self.size))


def sudoku_candidates(board, r, c):
    if board[r][c]:
        return []
    seen = set(board[r]) | {row[c] for row in board}
    br, bc = r // 3 * 3, c // 3 * 3
    seen |= {board[i][j] for i in range(br, br + 3) for j in range(bc, bc + 3)}
    return [d for d in range(1, 10) if d not in seen]


def solve(board):
    empties = [(len(cand), r, c, cand) for r in range(9) for c in range(9)
               if board[r][c] == 0 for cand in [sudoku_candidates(board, r, c)]]
    if not empties:
        return board
    _, r, c, cand = min(empties)
    for d in cand:
        attempt = [[d if (i, j) == (r, c) else v for j, v in enumerate(row)] for i, row in enumerate(board)]
        done = solve(attempt)
        if done:
            return done
    return None


def graph(n):
    return {i: [j for j in range(n) if j != i and (i * i + j) % 13 == 0] for i in range(n)}


def closure(g, start):
    seen, frontier = {start}, {start}
    while frontier:
        frontier = {m for n in frontier for m in g[n]} - seen
        seen |= frontier
    return seen


PUZZLES = [
    '530070000600195000098000060800060003400803001700020006060000280000419005000080079',
    '003020600900305001001806400008102900700000008006708200002609500800203009005010300',
    '000000907000420180000705026100904000050000040000507009920108000034059000507000000',
]

glider = [(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)]
rpent = [(20 + x, 20 + y) for x, y in [(1, 0), (2, 0), (0, 1), (1, 1), (1, 2)]]
g = Grid(glider + rpent, 60)
history = [len(g.cells)]
for _ in range(550):
    g = g.evolve()
    history.append(len(g.cells))
print(history[::70], max(history))
print(sum(line.count('#') * i for i, line in enumerate(str(g).split('\n'))))

for text in PUZZLES:
    solved = solve([[int(ch) for ch in text[i:i + 9]] for i in range(0, 81, 9)])
    print(''.join(str(d) for d in solved[0]), all(sorted(row) == list(range(1, 10)) for row in solved))

net = graph(700)
sizes = [len(closure(net, s)) for s in net]
print(min(sizes), max(sizes), sum(sizes))
degree = {n: sum(n in targets for targets in net.values()) for n in net}
print(sorted({d for d in degree.values()}), [n for n, d in degree.items() if d > 30][:5])
primes = [n for n in range(2, 20000) if all(n % d for d in range(2, int(n ** .5) + 1))]
twins = {(a, b) for a, b in zip(primes, primes[1:]) if b - a == 2}
print(len(primes), len(twins), max(twins))
