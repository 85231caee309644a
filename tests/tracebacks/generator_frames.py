def numbers():
    yield 1
    raise ValueError("in a generator")


def total():
    return sum(n * 2 for n in numbers())


total()
