count = 0
count += 1
table = {}
table["a"] |= count
class Box:
    size = 1
    size *= 2
