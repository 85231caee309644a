# Every pattern of PEP 634.


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Circle:
    def __init__(self, c, r):
        self.center, self.r = c, r


class Color:
    RED = "red"
    GREEN = "green"


def what(v):
    match v:
        case None:
            return "none"
        case True | False:
            return f"bool {v}"
        case 0:
            return "zero"
        case -1 | -2.5:
            return "negative"
        case "hello" | b"bytes":
            return "greeting"
        case Color.RED:
            return "red constant"
        case int(n) if n > 100:
            return f"big {n}"
        case int() | float() as num:
            return f"number {num}"
        case str(s) if s.startswith("x"):
            return f"x-string {s!r}"
        case str():
            return "string"
        case []:
            return "empty"
        case [x]:
            return f"one {x}"
        case [1, 2, *rest]:
            return f"12 then {rest}"
        case (a, b, c) if a == c:
            return f"palindrome {a}{b}{c}"
        case [[a, b], [c, d]]:
            return f"nested {a} {b} {c} {d}"
        case [first, *_, last]:
            return f"ends {first} {last}"
        case {"type": "cmd", "args": [*args], **rest}:
            return f"cmd {args} {rest}"
        case {"a": 1, "b": b}:
            return f"b is {b}"
        case {"only": _}:
            return "only"
        case {}:
            return "mapping"
        case Point(0, 0):
            return "origin"
        case Point(x, y=0):
            return f"on x axis {x}"
        case Point(x=x, y=y) if x == y:
            return f"diagonal {x}"
        case Circle(center=Point(x, y), r=r):
            return f"circle {x} {y} {r}"
        case Point() as p:
            return f"point {p.x},{p.y}"
        case _:
            return f"other {type(v).__name__}"


for v in [None, True, False, 0, -1, -2.5, "hello", b"bytes", "red", 1000, 5, 2.5, "xyz", "abc", [], [7], (1, 2),
          [1, 2, 3, 4], (5, 6, 5), [[1, 9], (3, 4)], [4, 5, 6, 7], {"type": "cmd", "args": (1, 2), "z": 0},
          {"a": 1, "b": 2}, {"only": 3}, {"q": 1}, {}, Point(0, 0), Point(3, 0), Point(2, 2), Point(1, 2),
          Circle(Point(1, 2), 3), {1, 2}, b"other", range(3), object]:
    print(what(v))


def after(v):
    match v:
        case [a, (None | 2) as c]:
            pass
        case {"k": a, **c}:
            pass
        case _:
            a = c = None
    return a, c


print(after([1, 2]), after({"k": 1, "l": 2}), after(5))
match 5, 6:
    case x, y if x > y:
        print("gt")
    case x, y:
        print("tuple subject", x, y)
match "abc":
    case [*_]:
        print("strings are no sequences")
    case _:
        print("right")
match = {"match": 1}
case = match["match"]
print(match, case)


class BadArgs:
    __match_args__ = ("a",)
    a = 1


try:
    match BadArgs():
        case BadArgs(1, 2):
            pass
except TypeError as e:
    print("TypeError:", e)
try:
    match 5:
        case int(1, 2):
            pass
except TypeError as e:
    print("TypeError:", e)
