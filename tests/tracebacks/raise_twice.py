error = ValueError("kept")


def first():
    raise error


def second():
    raise error


try:
    first()
except ValueError:
    pass
second()
