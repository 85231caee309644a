def outer():
    def inner():
        nonlocal v
        v += "a"
    v = 1
    inner()
outer()
