async def f():
    x = 1
    yield x
    return 5
