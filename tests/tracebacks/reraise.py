def f():
    try:
        g()
    except ValueError:
        raise


def g():
    raise ValueError("again")


def h():
    try:
        f()
    except ValueError as e:
        raise e


h()
