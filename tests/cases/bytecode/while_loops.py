def wait(limit):
    n = 0
    while True:
        n += 1
        if n > limit:
            break
        if n % 2:
            continue
        while not done(n):
            pass
        else:
            n = 0
    return n
