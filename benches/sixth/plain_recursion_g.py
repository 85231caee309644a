# recursion: knapsack, sudoku, edit distance, binary trees, flattening, change-making

REPEAT = 92


def knapsack(items, room):
    if not items or room <= 0:
        return 0
    (weight, value), rest = items[0], items[1:]
    best = knapsack(rest, room)
    if weight <= room:
        best = max(best, value + knapsack(rest, room - weight))
    return best


def edit_distance(a, b):
    if not a:
        return len(b)
    if not b:
        return len(a)
    if a[0] == b[0]:
        return edit_distance(a[1:], b[1:])
    return 1 + min(edit_distance(a[1:], b), edit_distance(a, b[1:]), edit_distance(a[1:], b[1:]))


def make_tree(depth):
    if depth == 0:
        return None, None
    return make_tree(depth - 1), make_tree(depth - 1)


def check_tree(node):
    left, right = node
    return 1 if left is None else 1 + check_tree(left) + check_tree(right)


def change(amount, coins):
    if amount == 0:
        return 1
    if amount < 0 or not coins:
        return 0
    return change(amount - coins[0], coins) + change(amount, coins[1:])


def fill(board, pos=0):
    """Latin squares with forbidden diagonals, by trying."""
    n = len(board)
    if pos == n * n:
        return 1
    y, x = divmod(pos, n)
    count = 0
    for v in range(n):
        if v == (x + y) % n and (x * y) % 2:
            continue
        if v in board[y][:x] or any(board[k][x] == v for k in range(y)):
            continue
        board[y][x] = v
        count += fill(board, pos + 1)
        board[y][x] = None
    return count


def flatten(x):
    if isinstance(x, list):
        return [leaf for part in x for leaf in flatten(part)]
    return [x]


def nest(n):
    return [n, nest(n - 1), [n]] if n else []


def is_even(n):
    return n == 0 or is_odd(n - 1)


def is_odd(n):
    return n != 0 and is_even(n - 1)


def gray(n):
    if n == 0:
        return [""]
    half = gray(n - 1)
    return ["0" + code for code in half] + ["1" + code for code in reversed(half)]


items = [(3, 4), (4, 5), (7, 10), (8, 11), (9, 13), (2, 3), (5, 6), (6, 9)]
for r in range(REPEAT):
    results = [
        knapsack(items, 20 + r % 5),
        edit_distance("kitten", "sitting"),
        check_tree(make_tree(8)),
        change(40, (20, 10, 5, 2, 1)),
        fill([[None] * 4 for _ in range(4)]),
        len(flatten(nest(30))),
        is_even(400),
        len(gray(6)),
    ]
print(results)
print(gray(3), edit_distance("flaw", "lawn"))
