def queens(n, row=0, cols=frozenset(), d1=frozenset(), d2=frozenset()):
    if row == n:
        return 1
    total = 0
    for c in range(n):
        if c not in cols and row + c not in d1 and row - c not in d2:
            total += queens(n, row + 1, cols | {c}, d1 | {row + c}, d2 | {row - c})
    return total
def perms(xs):
    if len(xs) <= 1:
        return [xs]
    out = []
    for i, x in enumerate(xs):
        for p in perms(xs[:i] + xs[i + 1:]):
            out.append([x] + p)
    return out
print(queens(8), len(perms([1, 2, 3, 4, 5, 6, 7, 8])))
