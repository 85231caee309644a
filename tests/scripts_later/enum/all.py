# enum.
from enum import Enum, IntEnum, Flag, auto, StrEnum, unique, IntFlag


class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1

    def hex(self):
        return f"#{self.value:06x}"


class Pri(IntEnum):
    LOW = 1
    HIGH = 10


class S(StrEnum):
    A = auto()
    B = "bee"


class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()


print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, Color(2), Color["GREEN"], Color.CRIMSON is Color.RED, list(Color), len(Color))
print(Color.RED == 1, Color.RED is Color(1), Color.RED != Color.GREEN, Color.GREEN.hex(), isinstance(Color.RED, Color), Color.__members__.keys())
print(Pri.LOW < Pri.HIGH, Pri.HIGH + 1, sorted([Pri.HIGH, Pri.LOW]), f"{Pri.LOW} {Pri.LOW!r}", S.A, S.B == "bee", f"{S.A:>3}", Perm.R | Perm.W, Perm.R in (Perm.R | Perm.X), ~Perm.R, Perm(0), bool(Perm.R & Perm.W))
for f in (lambda: Color(9), lambda: Color["NO"], lambda: Color.NOPE, lambda: setattr(Color, "RED", 5)):
    try:
        print(f())
    except (ValueError, KeyError, AttributeError) as e:
        print(type(e).__name__ + ":", e)
match Color.RED:
    case Color.GREEN:
        print("green")
    case Color.RED:
        print("red")
print({Color.RED: 1}[Color.RED], [c.name for c in Color], Color.RED in Color, Pri(10).name)


class Planet(Enum):
    EARTH = (5.9, 6.3)
    MARS = (0.6, 3.3)

    def __init__(self, mass, radius):
        self.mass, self.radius = mass, radius


print(Planet.MARS.mass, Planet.EARTH.value)
