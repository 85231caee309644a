def call(a, b, c, d, e, f, g):
    raise TypeError("seven")


def run():
    return call(
        1,
        2,
        3,
        4,
        5,
        6,
        7,
    )


run()
