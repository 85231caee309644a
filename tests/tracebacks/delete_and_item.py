def drop(d, key):
    del d[key]


drop({}, "k")
