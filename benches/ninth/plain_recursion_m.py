"""Several small recursive puzzles: queens, permutations, partitions, flood fill, hanoi and trees."""
import sys

sys.setrecursionlimit(5_000)


def queens(n, row=0, cols=0, left=0, right=0):
    if row == n:
        return 1
    count = 0
    free = ~(cols | left | right) & ((1 << n) - 1)
    while free:
        bit = free & -free
        free ^= bit
        count += queens(n, row + 1, cols | bit, (left | bit) << 1, (right | bit) >> 1)
    return count


def permutations(items):
    if len(items) <= 1:
        return [items]
    out = []
    for i, item in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1:]):
            out.append([item] + rest)
    return out


def partitions(total, largest=None):
    if largest is None:
        largest = total
    if total == 0:
        return 1
    return sum(partitions(total - part, part) for part in range(min(total, largest), 0, -1))


def hanoi(n, source, target, spare, pegs):
    if n == 0:
        return 0
    moves = hanoi(n - 1, source, spare, target, pegs)
    pegs[target].append(pegs[source].pop())
    return moves + 1 + hanoi(n - 1, spare, target, source, pegs)


def flood(grid, x, y):
    if not (0 <= y < len(grid) and 0 <= x < len(grid[y])) or grid[y][x] != ".":
        return 0
    grid[y][x] = "~"
    return (1 + flood(grid, x + 1, y) + flood(grid, x - 1, y)
            + flood(grid, x, y + 1) + flood(grid, x, y - 1))


def is_even(n):
    return True if n == 0 else is_odd(n - 1)


def is_odd(n):
    return False if n == 0 else is_even(n - 1)


def depth_and_leaves(tree):
    match tree:
        case (left, right):
            dl, nl = depth_and_leaves(left)
            dr, nr = depth_and_leaves(right)
            return max(dl, dr) + 1, nl + nr
        case _:
            return 0, 1


def fib_tree(n):
    return n if n < 2 else (fib_tree(n - 1), fib_tree(n - 2))


def main():
    print("queens", [queens(n) for n in range(1, 11)])
    perms = permutations(list(range(8)))
    print("perms", len(perms), sum(p[0] * p[-1] for p in perms))
    print("partitions", [partitions(n) for n in (5, 12, 42)])
    pegs = {"a": list(range(16, 0, -1)), "b": [], "c": []}
    print("hanoi", hanoi(16, "a", "c", "b", pegs), len(pegs["c"]), pegs["c"][:3])
    grid = [["#" if x % 12 == 0 or y % 10 == 0 or (x * y) % 7 == 3 else "." for x in range(70)] for y in range(60)]
    ponds = [size for y in range(60) for x in range(70) if (size := flood(grid, x, y))]
    print("ponds", len(ponds), max(ponds), sum(ponds))
    print("even", sum(is_even(n) for n in range(0, 600, 4)))
    print("tree", depth_and_leaves(fib_tree(21)))


main()
