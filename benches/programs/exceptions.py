# Exceptions raised and caught, near and far; try blocks that raise nothing.
class Error(Exception):
    pass


def check(i):
    if i % 4 == 0:
        raise Error(i)
    return i


def deep(n, i):
    if n == 0:
        return check(i)
    return deep(n - 1, i) + 1


def run(n):
    caught = total = 0
    for i in range(n):
        try:
            total += check(i)
        except Error as e:
            caught += e.args[0] & 1 or 1
    return caught, total


def quiet(n):
    total = 0
    for i in range(n):
        try:
            total += i
        except ValueError:
            total = 0
        finally:
            total -= 1
    return total


def far(n):
    caught = 0
    for i in range(n):
        try:
            deep(6, i * 4)
        except (KeyError, Error):
            caught += 1
    return caught


def lookups(n):
    d, missing = {"a": 1}, 0
    for i in range(n):
        try:
            d["b"]
        except KeyError:
            missing += 1
    return missing


print(run(1_200_000), quiet(1_500_000), far(80_000), lookups(400_000))
