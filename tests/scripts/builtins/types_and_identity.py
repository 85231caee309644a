# type(), isinstance, issubclass, unions, None, Ellipsis, NotImplemented, is.
values = [1, 1.5, "s", b"b", True, None, [], (), {}, set(), frozenset(), range(1), slice(1), print, len, lambda: 0, int, type, object(), ..., NotImplemented,
          bytearray(), iter([]), (x for x in []), ValueError(), property(), staticmethod(len), classmethod(len), zip(), map(len, []), enumerate([]), reversed([]),
          [].append, str.upper, {}.keys(), {}.values(), {}.items(), memoryview(b""), int | str, super(int, 5), type(None)]
for v in values:
    print(type(v).__name__, end=" ")
print()
for t in (int, float, str, bytes, bool, list, tuple, dict, set, type, object, range, type(None), type(...), BaseException, KeyError):
    print(repr(t), t.__name__, t.__module__, t.__qualname__, t.__bases__[0].__name__ if t.__bases__ else None, end="; ")
print()
print(int | str, int | None, isinstance(5, int | str), isinstance([], int | None), issubclass(bool, int | str), (int | str) == (str | int), list[int], dict[str, int], tuple[int, ...])
print(list[int].__origin__, list[int].__args__, dict[str, list[int]], type(list[int]).__name__)
print(isinstance(True, int), type(True) is int, isinstance(1, bool), isinstance(None, type(None)), isinstance(int, object), isinstance(5, object), issubclass(int, object))
print(None is None, ... is Ellipsis, Ellipsis, NotImplemented is NotImplemented, None == False, not None, bool(...), None != 0, str(None), [None] * 2)
a = b = []
print(a is b, a is not [], () is (), "a" is not None, True is True, type(a) is list, type(a) == list, type(1) == type(2))
try:
    isinstance(1, list[int])
except TypeError as e:
    print("TypeError:", e)
for f in (lambda: type(None)(1), lambda: bool(1, 2), lambda: int | 5, lambda: int[5], lambda: isinstance(1, [int]), lambda: NotImplemented(), lambda: ...(), lambda: type()):
    try:
        print(f())
    except TypeError as e:
        print("TypeError:", e)
print(int(), float(), str() == "", bytes(), bool(), list(), tuple(), dict(), set(), frozenset(), object.__name__, type("N", (), {})().__class__.__name__)
print(type(5)("7"), type("")(7), type([])("ab"), type({})(a=1), [t() for t in (int, str, list)], {int: "i"}[type(5)], {type(x).__name__ for x in (1, 2)})
x = 5
print(type(x) in (int, str), x.__class__ is int, (5).__class__.__name__, "".__class__("q"), x.__add__(1), x.__eq__(5), x.__eq__("a"), x.__lt__(9), (1.5).__mul__(2), "a".__lt__("b"))
type Alias = int | list[str]
print(Alias.__name__, Alias.__value__)


def generic[T](x: T) -> T:
    return x


class Box[T]:
    def __init__(self, v: T):
        self.v = v


print(generic(5), Box("x").v, Box[int](5).v, generic.__name__)
