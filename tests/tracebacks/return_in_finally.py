def f():
    try:
        return 1
    finally:
        raise ValueError("in finally")
f()
