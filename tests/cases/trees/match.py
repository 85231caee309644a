match x:
    case 1 | -2 | 3.5: pass
    case "a" "b" | b"c": pass
    case None | True | False: pass
    case a.b.c: pass
    case [a, *rest] if a > 0: pass
    case (a, _, *_): pass
    case a, b: pass
    case []: pass
    case (): pass
    case (a): pass
match x, *y:
    case {"k": v, 1: _, a.B: None, **rest}: pass
    case {}: pass
    case Point(x=0, y=yy) | Point(0, yy): pass
    case a.B(C(), d=[e] as f): pass
    case (1 | 2) as n: pass
    case _: pass
