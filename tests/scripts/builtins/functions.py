# The common builtins.
print(abs(-3), abs(-2.5), all([]), any([]), all([1, 0]), any([0, 1]), ascii("é"), bin(5), bool([]), callable(print), chr(65), divmod(17, 5), divmod(-7, 2), divmod(7.5, 2))
print(hex(255), oct(8), ord("a"), pow(2, 10), pow(2, -1), pow(3, 4, 5), pow(2.0, 3), round(2.567, 2), round(-2.5), round(1234, -2), sum([1, 2], 10), sum([[1], [2]], []), sum([0.5, 1]))
print(max(1, 2, 3), min("b", "a"), max([1, -5], key=abs), max("", default="none"), min([], default=0), max((1, 2), (1, 3)), min({"b": 1, "a": 2}), max([3, 1, 3.0]), min(1, 1.0), max("apple", "fig", key=len))
print(sorted([3, 1]), sorted("ba", reverse=True), list(reversed([1, 2])), len("abc"), len({}), list(range(3)), isinstance(1, int), isinstance(True, (str, int)), issubclass(bool, int), isinstance("a", str | None), isinstance(None, int | None))
print(type(1), type("a").__name__, id(None) == id(None), hash(1), hash("a") == hash("a"), repr("a\n"), str(1.5), int("5"), float("1.5"), list("ab"), tuple([1]), set([1]), frozenset([1]), dict(a=1), bytes(2), object().__class__)
print(getattr([], "append").__name__, hasattr(1, "real"), getattr(1, "zz", None), vars(type("T", (), {"a": 1})())  , dir([])[-1], "append" in dir([]))
print(eval.__name__ if False else "no eval", format(3.14159, ".2f"), format(255, "x"), input.__name__, iter([1]).__next__(), next(iter([5])), slice(1, 2), enumerate, zip.__name__)
print(globals()["__name__"], "__name__" in globals(), __name__, type(print).__name__, len.__name__, print.__name__, abs.__doc__ is not None)
print("a", "b", sep="|", end="!\n"), print(), print(1, None, [2], sep=""), print("x", end=""), print("", sep="x"), print(*[], sep="-")


class P:
    def __init__(self): self.v = 1
    def __dir__(self): return ["v"]
    def __round__(self, n=0): return ("rounded", n)
    def __abs__(self): return "abs"
    def __divmod__(self, o): return "divmod"
    def __pow__(self, o, m=None): return ("pow", o, m)
    def __index__(self): return 10
    def __reversed__(self): return iter("rev")
    def __len__(self): return 4
    def __contains__(self, x): return x == "in"
    def __call__(self): return "called"


p = P()
print(dir(p), round(p), round(p, 2), abs(p), divmod(p, 1), pow(p, 2), pow(p, 2, 3), bin(p), hex(p), chr(p + 55 if False else 65), list(reversed(p)), len(p), "in" in p, 5 in p, p())
print(vars(p), setattr(p, "w", 2), p.w, delattr(p, "w"), hasattr(p, "w"), callable(p), isinstance(p, P), int(p), range(p), [0] * 2)
print(sum(range(5)), sum((x * x for x in range(4)), start=100), max(x % 7 for x in range(20)), any(x == 3 for x in [1, 3]), all(isinstance(x, int) for x in [1, True]))
print(list(map(pow, [2, 3], [3, 2])), list(filter(bool, [0, 1])), sorted(["10", "9", "2"], key=int), sorted([1, -2, 3], key=abs, reverse=True), min("abc", key=lambda c: -ord(c)))
print(str(b"a"), str(b"a", "ascii"), repr(str), bytes("a", "utf8"), int("0x1f", 16), int(True), float(3), bool("False"), list({"a": 1}.items()), tuple({}), complex if False else "-")
print(isinstance([], list), isinstance({}, dict), isinstance(print, type(len)), isinstance(int, type), type(type(5)), type(None)(), type(...)(), type(NotImplemented))
print(round(0.15, 1), round(0.25, 1), round(0.35, 1), round(1e16 + 0.5), round(-0.5), round(1.5), round(7, -1), round(True), round(2.5, None))
exit_code = callable(exit) and callable(quit)
print(exit_code, id(p) == id(p), id(p) != id(P()), hash(p) == hash(p), id([]) > 0)
