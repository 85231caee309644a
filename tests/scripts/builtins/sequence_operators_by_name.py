class Two:
    def __index__(self):
        return 2


class L(list):
    def __add__(self, other):
        return L(super().__add__(other))

    def __mul__(self, n):
        return L(super().__mul__(n))


class R:
    def __radd__(self, other):
        return "radd", other

    def __rmul__(self, other):
        return "rmul", other


def show(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


for seq in ("ab", [1], (1,), b"ab", bytearray(b"ab")):
    for other in (seq, 1, "x", [2], (2,), None, b"c", R()):
        show(lambda: type(seq).__add__(seq, other) if not isinstance(other, R) else seq + other)
    for n in (2, 0, -1, True, Two(), "x", 1.5, None, [1]):
        show(type(seq).__mul__, seq, n)
        show(type(seq).__rmul__, seq, n)
    show(lambda: seq * R())
for o in (2, True, "ab", [1], (1,), 1.5, b"q", None, {1}):
    for name in ("__mul__", "__rmul__", "__add__", "__sub__", "__floordiv__", "__mod__", "__pow__", "__eq__", "__lt__"):
        show(getattr(int, name), 3, o)
        if name != "__pow__":
            show(getattr(float, name), 3.5, o)
show(lambda: L([1]) + [2])
show(lambda: L([1]) + 2)
show(lambda: L([1]) * 2)
show(lambda: L([1]) * "x")
show([1, 2, 1].index, 1, 1)
show([1, 2, 1].index, 1, Two())
show([1, 2, 1].index, 1, None)
show((1, 2, 1).index, 1, "x")
show((1, 2, 1).index, 1, 0, 1.5)
