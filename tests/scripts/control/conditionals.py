# Truth, boolean operators, chained comparison, conditional expressions.


class Falsy:
    def __bool__(self):
        return False


class Sized:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


for v in [0, 1, -1, 0.0, 1e-9, "", "0", [], [0], (), (None,), {}, {0: 0}, set(), None, True, False, Falsy(),
          Sized(0), Sized(3), range(0), range(1), b"", b"\0", object, ...]:
    print("T" if v else "F", end="")
print()
print(0 or "default", "" or [] or None, 1 and 2 and 3, 1 and 0 and 3, not 0, not "x", None or 0)
print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 >= 2 != 1, 1 == 1.0 == True, "a" < "b" < "c")
calls = []


def v(x):
    calls.append(x)
    return x


print(v(1) < v(5) < v(3) < v(9), calls)
calls.clear()
print(v(0) and v(1) or v(2), calls)
x = 7
print("neg" if x < 0 else "zero" if x == 0 else "pos")
if x < 5:
    print("small")
elif x < 10:
    print("medium")
else:
    print("large")
calls_ = 1
print(None is None, [] is [], [] == [], calls_ is not None, "a" in "cat", "x" not in "cat")
print(1 in [1.0], True in {1: 2}, None in [None], float("nan") in [1], 3 in range(0, 9, 3), "b" in {"b"})
print([] < [1] < [1, 0] < [2], (1, "a") < (1, "b"), {1} < {1, 2} <= {1, 2}, not {1} > {2})


class BadBool:
    def __bool__(self):
        return 5


class BadLen:
    def __len__(self):
        return -1


for b in (BadBool(), BadLen()):
    try:
        if b:
            pass
    except (TypeError, ValueError) as e:
        print(type(e).__name__ + ":", e)
assert x == 7
try:
    assert x == 8, f"x is {x}"
except AssertionError as e:
    print("AssertionError:", e)
try:
    assert not x
except AssertionError as e:
    print("AssertionError:", repr(e))
a = b = c = 0
a += 1
b -= 2
c |= 6
print(a, b, c, a if b else c, (a, b)[a > b])
print(1 if [] else 2 if () else 3, (lambda: 1 if x else 2)())
print(not not x, not (x and 0), -x ** 2, 2 ** -1, not x == 7)
