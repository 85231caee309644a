def f(x):
    return g(x)  # goes on


def g(x):
    raise ValueError(x)


y = f(1)  # the call
