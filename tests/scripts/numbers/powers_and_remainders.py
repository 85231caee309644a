# stress: 97
# Powers, remainders and whole quotients of floats and ints where they are hot, at their borders.
values = [0, 1, -1, 2, 3, -7, 63, 2**24, -(2**24), 2**47, 2**60, 0.0, -0.0, 0.5, 1.0, -2.5, 3.0, -3.0, 1e300,
          5e-324, float("inf"), float("-inf"), float("nan"), True]


def power(x, y):
    return x ** y


def modulo(x, y):
    return x % y


def whole(x, y):
    return x // y


def in_place(x, y):
    z = x
    z **= y
    w = x
    w %= y
    x //= y
    return z, w, x


def square(x):
    return x ** 2


def root(x):
    return x ** 0.5


def told(f, *args):
    try:
        return repr(f(*args))
    except (ZeroDivisionError, OverflowError, ValueError, TypeError) as e:
        return f"{type(e).__name__}: {e}"


for turn in range(3):
    lines = []
    for f in (power, modulo, whole, in_place):
        for x in values:
            for y in values:
                if f in (power, in_place) and isinstance(x, int) and isinstance(y, int) and (abs(y) > 64):
                    continue
                if f in (power, in_place) and x < 0 and y != y // 1 and y == y:
                    continue
                lines.append(told(f, x, y))
    for x in values:
        lines.append(told(square, x))
        if not x < 0:
            lines.append(told(root, x))
print(len(lines))
for line in lines:
    print(line)


class Money:
    def __init__(self, cents):
        self.cents = cents

    def __pow__(self, other):
        return ("pow", self.cents, other)

    def __rpow__(self, other):
        return ("rpow", self.cents, other)

    def __mod__(self, other):
        return ("mod", self.cents, other)

    def __rfloordiv__(self, other):
        return ("rfloordiv", self.cents, other)


print(power(Money(3), 2), power(2.5, Money(4)), modulo(Money(5), 1.5), whole(7.5, Money(6)), square(Money(7)))
print(told(power, "a", 2), told(modulo, 1.5, "a"), told(whole, None, 2.0), told(power, 2, "b"))
print(modulo("%s!", 3), told(modulo, "%d", "x"))
