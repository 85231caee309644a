def f(counter):
    total = counter
    return totl + 1


f(1)
