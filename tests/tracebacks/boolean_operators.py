def f(x):
    return not x.y and x.z
f(1)
