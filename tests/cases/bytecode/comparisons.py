def within(x, low, high):
    if 0 <= x < high and x is not None or x == -1:
        return low < x <= high
    return x in (1, 2) or x not in {3, 4, 5} or not x
