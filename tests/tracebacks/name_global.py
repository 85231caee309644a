configuration = {}


def f():
    return configuraton["x"]


f()
