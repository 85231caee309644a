try:
    raise ValueError("x") from 5
except TypeError:
    raise
