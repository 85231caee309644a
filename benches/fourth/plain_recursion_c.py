"""Assorted recursive puzzles: n-queens, coin change, partitions, hanoi, flood fill."""


def queens(n, row=0, cols=0, diag1=0, diag2=0):
    if row == n:
        return 1
    total = 0
    free = ((1 << n) - 1) & ~(cols | diag1 | diag2)
    while free:
        bit = free & -free
        free ^= bit
        total += queens(n, row + 1, cols | bit, (diag1 | bit) << 1, (diag2 | bit) >> 1)
    return total


def change(amount, coins):
    if amount == 0:
        return 1
    if amount < 0 or not coins:
        return 0
    return change(amount - coins[0], coins) + change(amount, coins[1:])


def partitions(n, largest):
    if n == 0:
        return 1
    count = 0
    for part in range(min(n, largest), 0, -1):
        count += partitions(n - part, part)
    return count


def hanoi(n, src, dst, via, pegs):
    if n == 0:
        return 0
    moves = hanoi(n - 1, src, via, dst, pegs)
    pegs[dst].append(pegs[src].pop())
    return moves + 1 + hanoi(n - 1, via, dst, src, pegs)


def permute(items):
    if len(items) <= 1:
        return [items]
    out = []
    for i, head in enumerate(items):
        rest = items[:i] + items[i + 1:]
        for tail in permute(rest):
            out.append([head] + tail)
    return out


def flood(grid, r, c, mark):
    if not (0 <= r < len(grid) and 0 <= c < len(grid[0])):
        return 0
    if grid[r][c] != 0:
        return 0
    grid[r][c] = mark
    return (1 + flood(grid, r + 1, c, mark) + flood(grid, r - 1, c, mark)
            + flood(grid, r, c + 1, mark) + flood(grid, r, c - 1, mark))


def make_grid(size):
    return [[1 if (r * 7 + c * 13) % 5 == 0 else 0 for c in range(size)]
            for r in range(size)]


def count_regions(grid):
    sizes = []
    for r in range(len(grid)):
        for c in range(len(grid[0])):
            area = flood(grid, r, c, 2 + len(sizes))
            if area:
                sizes.append(area)
    return sizes


def main():
    for n in range(4, 13):
        print(f"queens({n}) = {queens(n)}")
    print("change:", change(400, (50, 25, 10, 5, 1)))
    print("partitions:", [partitions(n, n) for n in (10, 25, 40)])
    pegs = {"A": list(range(17, 0, -1)), "B": [], "C": []}
    moves = hanoi(17, "A", "C", "B", pegs)
    print("hanoi:", moves, pegs["C"] == list(range(17, 0, -1)))
    perms = permute(list("abcdefgh"))
    print("perms:", len(perms), "".join(perms[0]), "".join(perms[-1]))
    total = 0
    for size in range(4, 29):
        total += sum(count_regions(make_grid(size)))
    print("flooded:", total)


if __name__ == "__main__":
    main()
