"""Classic recursive functions: fib, ackermann, tak, hanoi, permutations."""
import sys

ROUNDS = 9
output = []


def report(*items):
    output.append(" ".join(str(x) for x in items))


sys.setrecursionlimit(20000)


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def ackermann(m: int, n: int) -> int:
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def tak(x, y, z):
    if y >= x:
        return z
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))


def hanoi(n, src, dst, via, pegs):
    if n == 0:
        return 0
    moves = hanoi(n - 1, src, via, dst, pegs)
    pegs[dst].append(pegs[src].pop())
    return moves + 1 + hanoi(n - 1, via, dst, src, pegs)


def permute(items, k, visit):
    if k == len(items):
        visit(items)
        return
    for i in range(k, len(items)):
        items[k], items[i] = items[i], items[k]
        permute(items, k + 1, visit)
        items[k], items[i] = items[i], items[k]


def is_even(n):
    return True if n == 0 else is_odd(n - 1)


def is_odd(n):
    return False if n == 0 else is_even(n - 1)


def gcd(a, b):
    return a if b == 0 else gcd(b, a % b)


def main():
    report("fib", fib(25))
    report("ack", [ackermann(2, n) for n in range(0, 120, 30)], ackermann(3, 5))
    report("tak", tak(14, 8, 3))

    pegs = {"A": list(range(15, 0, -1)), "B": [], "C": []}
    report("hanoi", hanoi(15, "A", "C", "B", pegs), sum(pegs["C"]), len(pegs["A"]))

    state = [0, 0]

    def visit(p):
        state[0] += 1
        h = 0
        for x in p:
            h = h * 10 + x
        state[1] = (state[1] * 31 + h) % 1000000007

    permute([1, 2, 3, 4, 5, 6, 7, 8], 0, visit)
    report("perms", *state)

    report("parity", sum(1 for n in range(0, 600) if is_even(n)))
    total = 0
    for a in range(1, 200):
        for b in range(1, 200):
            if gcd(a, b) == 1:
                total += 1
    report("coprime", total)


if __name__ == "__main__":
    for _ in range(ROUNDS):
        output.clear()
        main()
    print("\n".join(output))
