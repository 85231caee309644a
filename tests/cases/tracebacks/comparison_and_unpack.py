def unpack(pair):
    (a, b), c = (pair,
                 1)
    return a < b < c


print(unpack((1, 2)))
print(unpack((0, "x")))
