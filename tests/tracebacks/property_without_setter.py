class P:
    x = property(lambda self: 1)
p = P()
p.x = 3
