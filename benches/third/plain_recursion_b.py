"""Backtracking and divide-and-conquer: queens, subsets, trees, flood fill, edit distance."""
import sys

ROUNDS = 6
output = []


def report(*items):
    output.append(" ".join(str(x) for x in items))


sys.setrecursionlimit(10000)


def queens(n, row=0, cols=0, d1=0, d2=0):
    if row == n:
        return 1
    count = 0
    free = ~(cols | d1 | d2) & ((1 << n) - 1)
    while free:
        bit = free & -free
        free ^= bit
        count += queens(n, row + 1, cols | bit, (d1 | bit) << 1, (d2 | bit) >> 1)
    return count


def place(board, n):
    """Queens with an explicit list board, returns first solution."""
    row = len(board)
    if row == n:
        return list(board)
    for col in range(n):
        ok = True
        for r, c in enumerate(board):
            if c == col or abs(c - col) == row - r:
                ok = False
                break
        if ok:
            board.append(col)
            res = place(board, n)
            if res is not None:
                return res
            board.pop()
    return None


def make_tree(depth):
    if depth == 0:
        return None
    return (make_tree(depth - 1), depth, make_tree(depth - 1))


def tree_sum(t):
    if t is None:
        return 0
    left, value, right = t
    return tree_sum(left) + value + tree_sum(right)


def tree_mirror(t):
    if t is None:
        return None
    return (tree_mirror(t[2]), t[1], tree_mirror(t[0]))


def subset_sums(nums, i, remaining, memo=None):
    if remaining == 0:
        return 1
    if i == len(nums) or remaining < 0:
        return 0
    return subset_sums(nums, i + 1, remaining - nums[i]) + subset_sums(nums, i + 1, remaining)


def flood(grid, x, y, colour):
    if x < 0 or y < 0 or y >= len(grid) or x >= len(grid[0]):
        return 0
    if grid[y][x] != 0:
        return 0
    grid[y][x] = colour
    return (1 + flood(grid, x + 1, y, colour) + flood(grid, x - 1, y, colour)
            + flood(grid, x, y + 1, colour) + flood(grid, x, y - 1, colour))


def edit(a: str, b: str, cache: dict) -> int:
    key = (len(a), len(b))
    if key in cache:
        return cache[key]
    if not a or not b:
        res = len(a) + len(b)
    elif a[0] == b[0]:
        res = edit(a[1:], b[1:], cache)
    else:
        res = 1 + min(edit(a[1:], b, cache), edit(a, b[1:], cache), edit(a[1:], b[1:], cache))
    cache[key] = res
    return res


def merge_sort(xs):
    if len(xs) <= 1:
        return xs
    mid = len(xs) // 2
    a, b = merge_sort(xs[:mid]), merge_sort(xs[mid:])
    out = []
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i] <= b[j]:
            out.append(a[i])
            i += 1
        else:
            out.append(b[j])
            j += 1
    out.extend(a[i:])
    out.extend(b[j:])
    return out


def main():
    report([queens(n) for n in range(4, 10)])
    report(place([], 16))
    t = make_tree(15)
    report(tree_sum(t), tree_mirror(t) == t)
    report(subset_sums([3, 34, 4, 12, 5, 2, 7, 8, 9, 10, 15, 16, 23, 11, 6, 1, 13], 0, 60))

    regions = []
    grid = [[1 if (x * 7 + y * 13 + x * y) % 5 == 0 else 0 for x in range(60)] for y in range(60)]
    for y in range(60):
        for x in range(60):
            n = flood(grid, x, y, 2)
            if n:
                regions.append(n)
    report(len(regions), max(regions), sum(regions))
    report(edit("the quick brown fox jumps over the lazy dog and runs" * 2,
               "a quack crown ox jumped under lazier dogs than ran" * 2, {}))
    seed, xs = 42, []
    for _ in range(15000):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        xs.append(seed % 100000)
    s = merge_sort(xs)
    report(s[0], s[7500], s[-1], s == sorted(xs))


if __name__ == "__main__":
    for _ in range(ROUNDS):
        output.clear()
        main()
    print("\n".join(output))
