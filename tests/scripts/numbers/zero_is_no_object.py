# The float 0.0 where an object is looked for: called, indexed, asked for attributes, iterated.
def called(x):
    return x()


def indexed(x):
    return x[0]


def read(x):
    return x.missing


def written(x):
    x.missing = 1


def asked(x):
    return x.missing()


def through(x):
    for _ in x:
        pass


def true(x):
    return "true" if x else "false"


def same(x, y):
    return x == y, x != y


def measured(x):
    return len(x)


for f in (called, indexed, read, written, asked, through, true, measured):
    for x in (0.0, -0.0, 0, 1.5, None):
        for _ in range(3):
            try:
                print(f.__name__, f(x))
            except (TypeError, AttributeError) as e:
                print(f.__name__, type(e).__name__, e)
print(same(0.0, "a"), same("a", 0.0), same(0.0, -0.0), same(0.0, None), same(0.0, 0))
