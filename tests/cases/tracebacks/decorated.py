def decorate(
    factor,
):
    def wrap(function):
        def inner(*args):
            return function(*args) * factor
        return inner
    return wrap


@decorate(
    factor=None,
)
def area(a, b):
    return a * b


area(
    2, 3)
