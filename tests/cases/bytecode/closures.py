def counter(start):
    step = 1

    def advance():
        nonlocal start
        start += step
        return start

    return advance
