"""Classic recursive functions."""


def fib(n: int) -> int:
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def tak(x: int, y: int, z: int) -> int:
    if y >= x:
        return z
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))


def ack(m: int, n: int) -> int:
    if m == 0:
        return n + 1
    if n == 0:
        return ack(m - 1, 1)
    return ack(m - 1, ack(m, n - 1))


def hanoi(n: int, a: str, b: str, c: str, count: list[int]) -> None:
    if n:
        hanoi(n - 1, a, c, b, count)
        count[ord(b) - ord("A")] += n
        hanoi(n - 1, c, b, a, count)


def queens(n: int, row: int = 0, cols: int = 0, d1: int = 0, d2: int = 0) -> int:
    if row == n:
        return 1
    found = 0
    free = ~(cols | d1 | d2) & ((1 << n) - 1)
    while free:
        bit = free & -free
        free ^= bit
        found += queens(n, row + 1, cols | bit, (d1 | bit) << 1, (d2 | bit) >> 1)
    return found


def permutations(items: list[int], k: int = 0):
    """Count permutations whose first element is smaller than the last."""
    if k == len(items):
        return 1 if items[0] < items[-1] else 0
    total = 0
    for i in range(k, len(items)):
        items[k], items[i] = items[i], items[k]
        total += permutations(items, k + 1)
        items[k], items[i] = items[i], items[k]
    return total


def main() -> None:
    print("fib", fib(31))
    print("tak", tak(18, 12, 3))
    print("ack", ack(2, 150), [ack(3, k) for k in range(7)])
    count = [0, 0, 0]
    hanoi(19, "A", "B", "C", count)
    print("hanoi", count)
    print("queens", [queens(n) for n in range(4, 11)])
    print("perms", permutations(list(range(9))))


main()
