def target(a, b, *, key):
    return a, b, key


def caller():
    x = 1; target(x, 2); y = 3
    return x + y


caller()
