import sys

sys.setrecursionlimit(100)


def forever():
    return forever() + 1


forever()
