e = ValueError("loop")
try:
    raise e
except ValueError as x:
    try:
        raise TypeError("t") from x
    except TypeError as y:
        x.__cause__ = y
        raise x
