# Classic recursive functions, plus a recursive binary tree and a tiny
# game-tree search.

def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)

def tak(x, y, z):
    if y >= x:
        return z
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))

def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))

def is_even(n):
    return True if n == 0 else is_odd(n - 1)

def is_odd(n):
    return False if n == 0 else is_even(n - 1)

class Tree:
    def __init__(self, left=None, right=None):
        self.left = left
        self.right = right

    @classmethod
    def build(cls, depth):
        if depth == 0:
            return cls()
        return cls(cls.build(depth - 1), cls.build(depth - 1))

    def check(self):
        if self.left is None:
            return 1
        return 1 + self.left.check() + self.right.check()

    def height(self):
        if self.left is None:
            return 0
        return 1 + max(self.left.height(), self.right.height())

LINES = [(0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6)]

def winner(board):
    for a, b, c in LINES:
        if board[a] != '.' and board[a] == board[b] == board[c]:
            return board[a]
    return None

def negamax(board, player, alpha, beta, stats):
    stats['nodes'] += 1
    if winner(board):
        return -1
    if '.' not in board:
        return 0
    other = 'O' if player == 'X' else 'X'
    best = -2
    for i in range(9):
        if board[i] == '.':
            board[i] = player
            score = -negamax(board, other, -beta, -alpha, stats)
            board[i] = '.'
            if score > best:
                best = score
            if best > alpha:
                alpha = best
            if alpha >= beta:
                break
    return best

print('fib', fib(30))
print('tak', tak(18, 12, 6))
print('ack', ackermann(2, 280))
print('even', sum(is_even(n) for n in range(450)))
t = Tree.build(17)
print('tree', t.check(), t.height())
stats = {'nodes': 0}
print('ttt', negamax(['.'] * 9, 'X', -1, 1, stats), stats['nodes'])
for opening in (0, 1, 4):
    board = ['.'] * 9
    board[opening] = 'X'
    stats['nodes'] = 0
    print('after', opening, negamax(board, 'O', -1, 1, stats), stats['nodes'])
