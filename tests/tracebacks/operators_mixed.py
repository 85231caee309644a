def f(x):
    return -x ** 2 + (x @ 3)
f(2)
