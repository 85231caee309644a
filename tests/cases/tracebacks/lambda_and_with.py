class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *details):
        print("left", details[0].__name__)
        return False


def work():
    with Manager() as m, \
            Manager() as n:
        apply = lambda f, *args: f(
            *args
        )
        return apply(
            lambda a, b: a[b],
            [1],
            1,
        )


work()
