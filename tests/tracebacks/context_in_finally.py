def f():
    try:
        raise ValueError("in try")
    finally:
        [][0]


f()
