def check(items):
    if len(items) > 0 and items[0] < "a":
        return True


check([1])
