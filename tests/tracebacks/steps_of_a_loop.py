def a(): b()
def b(): c()
def c():
    for i in range(5):
        try:
            d(i)
        except ZeroDivisionError as e:
            raise RuntimeError(f"step {i}") from e
def d(i): return 1 / (2 - i)
a()
