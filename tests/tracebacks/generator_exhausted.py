g = (x for x in [1])
next(g)
next(g)
