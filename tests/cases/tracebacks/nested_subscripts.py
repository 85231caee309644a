data = {"rows": [[1, 2, 3], [4, 5, 6]]}


def pick(row, column):
    first = data["rows"][row][column] + data["rows"][row + 1][column]
    return first


pick(0, 0)
pick(
    1,
    0,
)
