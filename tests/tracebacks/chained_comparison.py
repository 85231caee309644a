a = 3
if 1 < a < "x" < 5:
    pass
