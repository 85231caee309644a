# dataclass: fields, defaults, order, frozen, post_init, replace, asdict.
from dataclasses import dataclass, field, asdict, astuple, replace, fields, FrozenInstanceError, is_dataclass, KW_ONLY


@dataclass
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)

    def dist(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5


@dataclass(order=True, frozen=True)
class Version:
    major: int
    minor: int = 0
    name: str = field(default="", compare=False)


@dataclass
class Child(Point):
    z: float = 1.5
    hidden: int = field(default=9, repr=False)
    total: int = field(init=False)

    def __post_init__(self):
        self.total = self.x + self.y


@dataclass(kw_only=True, slots=True)
class Options:
    debug: bool = False
    level: int


@dataclass
class Mixed:
    a: int
    _: KW_ONLY
    b: int = 2


p = Point(3, 4)
print(p, p == Point(3, 4), p != Point(1), p.dist(), p.tags is Point(1).tags)
print(Version(1, 2) < Version(1, 3), sorted([Version(2), Version(1, 5, "b"), Version(1, 5, "a")]), Version(1) == Version(1, 0, "x"), hash(Version(1)) == hash(Version(1)))
c = Child(1, 2)
print(c, c.total, c.hidden, [f.name for f in fields(c)])
print(asdict(c), astuple(p), replace(p, y=9), is_dataclass(p), is_dataclass(5))
print(Options(level=3), Mixed(1, b=5), Mixed(1))
for f in (lambda: Point(), lambda: Point(1, 2, 3, 4), lambda: Options(3), lambda: setattr(Version(1), "major", 2), lambda: Version(1) < 5, lambda: hash(p), lambda: Point(q=1)):
    try:
        print(f())
    except (TypeError, FrozenInstanceError) as e:
        print(type(e).__name__ + ":", e)
try:
    @dataclass
    class Bad:
        a: int = 1
        b: str
except TypeError as e:
    print("TypeError:", e)
try:
    @dataclass
    class Bad2:
        a: list = []
except ValueError as e:
    print("ValueError:", e)
match p:
    case Point(x, y):
        print("matched", x, y)
print(asdict(Point(1, 2, [Point(0)])))
