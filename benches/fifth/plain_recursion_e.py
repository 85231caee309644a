"""Classic recursive functions."""

REPEAT = 510


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def hanoi(n, a, b, c, moves):
    if n == 0:
        return
    hanoi(n - 1, a, c, b, moves)
    moves[a + c] = moves.get(a + c, 0) + 1
    hanoi(n - 1, b, a, c, moves)


def queens(n, row=0, cols=0, left=0, right=0):
    if row == n:
        return 1
    count = 0
    for col in range(n):
        bit = 1 << col
        if cols & bit or left & bit or right & bit:
            continue
        count += queens(n, row + 1, cols | bit, (left | bit) << 1, (right | bit) >> 1)
    return count


def permutations(items):
    if len(items) <= 1:
        return [items]
    result = []
    for i, item in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1:]):
            result.append([item] + rest)
    return result


def tak(x, y, z):
    if y >= x:
        return z
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))


def flood(grid, x, y, old, new):
    if not (0 <= y < len(grid) and 0 <= x < len(grid[0])) or grid[y][x] != old:
        return 0
    grid[y][x] = new
    return (1 + flood(grid, x + 1, y, old, new) + flood(grid, x - 1, y, old, new)
            + flood(grid, x, y + 1, old, new) + flood(grid, x, y - 1, old, new))


def main():
    for r in range(REPEAT):
        moves = {}
        hanoi(9, "a", "b", "c", moves)
        grid = [[0 if (x * y + r % 4) % 5 else 1 for x in range(20)] for y in range(20)]
        results = (fib(15), ackermann(2, 14), sum(moves.values()), queens(6),
                   len(permutations(list("abcdef"))), tak(8, 5, 2), flood(grid, 1, 1, 0, 7))
    print(*results)
    print(sorted(moves.items()))


main()
