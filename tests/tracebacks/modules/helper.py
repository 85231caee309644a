def f():
    return missing_name


def lines():
    return f(
    )
