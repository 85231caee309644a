def describe(thing):
    match thing:
        case 0 | -1 | None:
            return "nothing"
        case [first, *_, last] if first == last:
            return first
        case [x, (1 | 2) as y]:
            return x, y
        case {"kind": "dot", "at": at, **rest}:
            return at, rest
        case Point(0, y=y) | Line(y):
            return y
        case _:
            return thing
