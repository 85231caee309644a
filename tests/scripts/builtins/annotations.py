# Annotations are evaluated, kept and ignored.
def f(a: int, b: "text" = 1, *args: list, k: dict[str, int] = None, **kw: None) -> tuple[int, str]:
    x: int = 5
    y: undefined_name_is_not_evaluated
    z: int
    return a, b, args, k, kw, x


print(f(1), f.__annotations__)
x: int = 3
y: str
print(x, __annotations__)
try:
    y
except NameError as e:
    print(e)


class C:
    a: int
    b: str = "b"
    c: list["C"] = []
    (d): int = 4
    e: "forward" = None

    def m(self) -> "C":
        return self


print(C.__annotations__, C.b, C.d, hasattr(C, "a"), C.m.__annotations__)
obj = C()
obj.attr: int = 5
lst = [0]
lst[0]: int = 7
print(obj.attr, lst, lambda x: x)if False else print(obj.attr, lst)
try:
    def bad(q: missing_name): pass
except NameError as e:
    print("NameError:", e)
log = []
def note(v):
    log.append(v)
    return v
def order(a: note("A"), b: note("B") = note("default")) -> note("R"): pass
print(log)
class D(C):
    f: bool = True
print(D.__annotations__, "a" in D.__annotations__)
async def g(a: int) -> str:
    r: str = str(a)
    return r
print(g.__annotations__)
