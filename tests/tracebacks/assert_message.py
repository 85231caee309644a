x = 5
assert x == 6, "x is %d and %s" % (x,)
