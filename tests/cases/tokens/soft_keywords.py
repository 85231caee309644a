match x:
    case 1: pass
    case case: match(case)
match = 1
match[x]: int
match(x)
match (x):
    case _: pass
match -x
match -x:
    case type: type = type(type)
type X = int
type = 1
type(x)
if x: type Y[T] = list[T]
case = match
def case(match, *, type=1): pass
print(match, case, type)
match match:
    case match:
        match x:
            case _: pass
        case = 2
