"""Recursive puzzles: queens, Ackermann, partitions, hanoi, permutations."""


def queens(n, row, cols, diag, anti):
    if row == n:
        return 1
    found = 0
    for c in range(n):
        bit = 1 << c
        if cols & bit or diag & (1 << (row + c)) or anti & (1 << (row - c + n)):
            continue
        found += queens(n, row + 1, cols | bit, diag | (1 << (row + c)), anti | (1 << (row - c + n)))
    return found


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def partitions(n, largest):
    if n == 0:
        return 1
    if n < 0 or largest == 0:
        return 0
    return partitions(n - largest, largest) + partitions(n, largest - 1)


def hanoi(n, src, dst, via, counts):
    if n == 0:
        return 0
    moves = hanoi(n - 1, src, via, dst, counts)
    counts[src] -= 1
    counts[dst] += 1
    return moves + 1 + hanoi(n - 1, via, dst, src, counts)


def flood(grid, r, c, mark):
    if r < 0 or c < 0 or r >= len(grid) or c >= len(grid[0]) or grid[r][c] != 0:
        return 0
    grid[r][c] = mark
    return (1 + flood(grid, r + 1, c, mark) + flood(grid, r - 1, c, mark)
            + flood(grid, r, c + 1, mark) + flood(grid, r, c - 1, mark))


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def main():
    print("queens", [queens(n, 0, 0, 0, 0) for n in range(4, 10)])
    print("ackermann", ackermann(2, 300), ackermann(3, 5))
    print("partitions", partitions(57, 57))
    counts = {"a": 16, "b": 0, "c": 0}
    print("hanoi", hanoi(16, "a", "c", "b", counts), counts)
    grid = [[1 if (r * 31 ^ c * 17) % 7 < 3 else 0 for c in range(40)] for r in range(40)]
    sizes = []
    for r in range(40):
        for c in range(40):
            size = flood(grid, r, c, 2)
            if size:
                sizes.append(size)
    print("regions", len(sizes), max(sizes), sum(sizes))
    print("fib", fib(27))


main()
