def one():
    raise ValueError("one")


def two():
    raise TypeError("two")


errors = []
for f in (one, two):
    try:
        f()
    except Exception as e:
        errors.append(e)
raise ExceptionGroup("both failed", errors)
