"""Recursion in several shapes: queens, permutations, change making, flood fill, partitions."""
import sys

sys.setrecursionlimit(5000)


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def tak(x, y, z):
    if y >= x:
        return z
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))


def queens(n, row=0, columns=0, left=0, right=0):
    if row == n:
        return 1
    found = 0
    free = ~(columns | left | right) & ((1 << n) - 1)
    while free:
        bit = free & -free
        free ^= bit
        found += queens(n, row + 1, columns | bit, (left | bit) << 1, (right | bit) >> 1)
    return found


def permutations(items):
    if len(items) <= 1:
        return [items]
    result = []
    for i, item in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1:]):
            result.append((item,) + rest)
    return result


def ways(amount, coins):
    """Number of ways to give change."""
    if amount == 0:
        return 1
    if amount < 0 or not coins:
        return 0
    return ways(amount - coins[0], coins) + ways(amount, coins[1:])


def partitions(n, largest=None, *, memo={}):
    if largest is None:
        largest = n
    if n == 0:
        return 1
    if (n, largest) not in memo:
        memo[n, largest] = sum(partitions(n - part, min(part, n - part))
                               for part in range(1, min(n, largest) + 1))
    return memo[n, largest]


class Map:
    def __init__(self, width, height):
        self.width = width
        self.height = height
        self.cells = [[(x * 7 + y * 13 + x * y) % 5 < 3 for x in range(width)]
                      for y in range(height)]

    def fill(self, x, y):
        if not (0 <= x < self.width and 0 <= y < self.height) or not self.cells[y][x]:
            return 0
        self.cells[y][x] = False
        return (1 + self.fill(x + 1, y) + self.fill(x - 1, y)
                + self.fill(x, y + 1) + self.fill(x, y - 1))

    def islands(self):
        sizes = []
        for y in range(self.height):
            for x in range(self.width):
                if size := self.fill(x, y):
                    sizes.append(size)
        return sizes


def is_even(n):
    return True if n == 0 else is_odd(n - 1)


def is_odd(n):
    return False if n == 0 else is_even(n - 1)


def depth(nested):
    if not isinstance(nested, list):
        return 0
    return 1 + max(map(depth, nested), default=0)


def main():
    print("fib", fib(25))
    print("tak", tak(14, 9, 4))
    print("queens", [queens(n) for n in range(4, 9)])
    perms = permutations(tuple("abcdefgh"))
    print("permutations", len(perms), "".join(perms[2024]))
    print("change", ways(280, (50, 25, 10, 5, 1)))
    print("partitions", partitions(90))
    islands = Map(120, 100).islands()
    print("islands", len(islands), max(islands), sum(islands))
    print("parity", sum(is_even(n) for n in range(0, 900, 7)))
    nested = []
    for i in range(150):
        nested = [nested, i, [i]]
    print("depth", depth(nested))


if __name__ == "__main__":
    main()
