# Work on nested data: merge, flatten, group, pivot, diff, deep copy, paths.
def merge(a, b):
    out = dict(a)
    for k, v in b.items():
        out[k] = merge(out[k], v) if isinstance(out.get(k), dict) and isinstance(v, dict) else v
    return out


def flatten(d, prefix=""):
    for k, v in d.items() if isinstance(d, dict) else enumerate(d):
        key = f"{prefix}.{k}" if prefix else str(k)
        if isinstance(v, (dict, list)) and v:
            yield from flatten(v, key)
        else:
            yield key, v


def get(d, path, default=None):
    for p in path.split("."):
        try:
            d = d[int(p)] if isinstance(d, list) else d[p]
        except (KeyError, IndexError, ValueError, TypeError):
            return default
    return d


def deep_copy(x):
    match x:
        case dict():
            return {k: deep_copy(v) for k, v in x.items()}
        case list() | tuple() | set():
            return type(x)(deep_copy(v) for v in x)
        case _:
            return x


def diff(a, b, path=""):
    if type(a) != type(b):
        yield f"{path}: {a!r} -> {b!r}"
    elif isinstance(a, dict):
        for k in sorted(a.keys() | b.keys()):
            p = f"{path}/{k}"
            if k not in a:
                yield f"{p}: added {b[k]!r}"
            elif k not in b:
                yield f"{p}: removed"
            else:
                yield from diff(a[k], b[k], p)
    elif a != b:
        yield f"{path}: {a!r} -> {b!r}"


config = {"db": {"host": "localhost", "ports": [5432, 5433]}, "debug": False, "empty": {}, "users": [{"name": "ann", "roles": ["admin"]}, {"name": "bob"}]}
override = {"db": {"host": "example.com", "pool": {"size": 5}}, "debug": True}
m = merge(config, override)
print(m)
print(dict(flatten(m)))
print(get(m, "db.pool.size"), get(m, "users.0.roles.0"), get(m, "users.5.name", "nobody"), get(m, "debug.x"), get(m, "db.ports.1"))
c = deep_copy(m)
c["users"][0]["roles"].append("dev")
c["db"]["pool"]["size"] = "big"
del c["empty"]
c["new"] = (1, {2})
print(*diff(m, c), sep="\n")
rows = [("2024", "north", 10), ("2024", "south", 5), ("2025", "north", 7), ("2025", "west", 3), ("2024", "north", 1)]
pivot = {}
for y, r, n in rows:
    pivot.setdefault(y, {}).setdefault(r, 0)
    pivot[y][r] += n
regions = sorted({r for _, r, _ in rows})
print(f"{'year':<6}" + "".join(f"{r:>8}" for r in regions) + f"{'total':>8}")
for y, cells in sorted(pivot.items()):
    print(f"{y:<6}" + "".join(f"{cells.get(r, 0):>8}" for r in regions) + f"{sum(cells.values()):>8}")
inverted = {}
for y, cells in pivot.items():
    for r, n in cells.items():
        inverted.setdefault(r, []).append((y, n))
print(inverted, max(((r, sum(n for _, n in v)) for r, v in inverted.items()), key=lambda p: p[1]))
matrix = [[1, 2, 3], [4, 5, 6]]
print([list(r) for r in zip(*matrix)], [[c * 2 for c in r] for r in matrix], sum(map(sum, matrix)), [r[::-1] for r in matrix[::-1]], {(i, j): v for i, r in enumerate(matrix) for j, v in enumerate(r) if v % 2})
print(sorted({"b": [2, 1], "a": [3]}.items()), {k: sorted(v) for k, v in {"x": {3, 1, 2}}.items()}, [*{**{"k": 1}}.items()], dict([*{"a": 1}.items(), ("b", 2)]))
