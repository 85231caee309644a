def deco(f):
    raise RuntimeError("decorating")

@deco
def g():
    pass
