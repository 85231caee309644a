total = 0
def add(n):
    global total, last
    total += n
    last = n
    del last
print(__debug__, add)
