key = lambda pair, *, n=2: (pair[n], -pair[0])
