def f(alpha):
    pass


f(1, zeta=2)
