@first
@second(1)
def f(a: int, /, b: "str" = x, *rest: float, c: bool = True, **kw) -> None:
    pass
