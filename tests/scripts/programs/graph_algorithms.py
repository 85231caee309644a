# BFS, Dijkstra with a hand-made heap, topological order, components, A* on a grid.
import math


class Heap:
    def __init__(self):
        self.a = []

    def push(self, x):
        a = self.a
        a.append(x)
        i = len(a) - 1
        while i and a[i] < a[(i - 1) // 2]:
            p = (i - 1) // 2
            a[i], a[p] = a[p], a[i]
            i = p

    def pop(self):
        a = self.a
        top, last = a[0], a.pop()
        if a:
            a[0] = last
            i = 0
            while True:
                s = min((k for k in (i, 2 * i + 1, 2 * i + 2) if k < len(a)), key=lambda k: a[k])
                if s == i:
                    break
                a[i], a[s] = a[s], a[i]
                i = s
        return top

    def __bool__(self):
        return bool(self.a)


def dijkstra(g, src):
    dist, prev, h = {src: 0}, {}, Heap()
    h.push((0, src))
    while h:
        d, u = h.pop()
        if d > dist[u]:
            continue
        for v, w in g[u].items():
            if d + w < dist.get(v, math.inf):
                dist[v], prev[v] = d + w, u
                h.push((d + w, v))
    return dist, prev


def path(prev, t):
    out = [t]
    while t in prev:
        out.append(t := prev[t])
    return "->".join(reversed(out))


def topo(deps):
    out, state = [], {}

    def visit(n, trail):
        if state.get(n) == "done":
            return
        if state.get(n) == "open":
            raise ValueError("cycle: " + " > ".join(trail + [n]))
        state[n] = "open"
        for d in sorted(deps.get(n, ())):
            visit(d, trail + [n])
        state[n] = "done"
        out.append(n)

    for n in sorted(deps):
        visit(n, [])
    return out


def components(edges):
    parent = {}

    def find(x):
        parent.setdefault(x, x)
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for a, b in edges:
        parent[find(a)] = find(b)
    groups = {}
    for x in sorted(parent):
        groups.setdefault(find(x), []).append(x)
    return sorted(groups.values())


MAZE = """\
#########
#S..#...#
#.#.#.#.#
#.#...#E#
#########"""


def solve(maze):
    grid = maze.split("\n")
    pos = {c: (y, x) for y, row in enumerate(grid) for x, c in enumerate(row) if c in "SE"}
    frontier, came = [pos["S"]], {pos["S"]: None}
    for y, x in frontier:
        for dy, dx in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            n = y + dy, x + dx
            if grid[n[0]][n[1]] != "#" and n not in came:
                came[n] = (y, x)
                frontier.append(n)
    at, steps = pos["E"], 0
    rows = [list(r) for r in grid]
    while came[at]:
        at = came[at]
        steps += 1
        if rows[at[0]][at[1]] == ".":
            rows[at[0]][at[1]] = "*"
    return steps, "\n".join("".join(r) for r in rows)


g = {"a": {"b": 7, "c": 9, "f": 14}, "b": {"c": 10, "d": 15}, "c": {"d": 11, "f": 2}, "d": {"e": 6}, "e": {}, "f": {"e": 9}}
dist, prev = dijkstra(g, "a")
for n in dist:
    print(n, dist[n], path(prev, n))
print(topo({"app": {"lib", "log"}, "lib": {"core"}, "log": {"core"}, "core": set()}))
try:
    topo({"x": {"y"}, "y": {"z"}, "z": {"x"}})
except ValueError as e:
    print(e)
print(components([(1, 2), (3, 4), (2, 5), (6, 6), (7, 3)]))
print(*solve(MAZE), sep="\n")
h = Heap()
for v in [5, 3, 8, 1, 9, 2, 7]:
    h.push(v)
print([h.pop() for _ in range(7)])
