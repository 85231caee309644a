match x:
    case a | 1: pass
    case [a, a]: pass
    case [*a, *b]: pass
    case [a] | [b]: pass
    case {**r, 'a': 1}: pass
    case {'a': 1, 'a': 2}: pass
    case {y: 1}: pass
    case C(a=1, 2): pass
    case C(a=1, a=2): pass
    case f'{x}': pass
    case y as _: pass
    case y as 1: pass
    case 1+2j: pass
    case -y: pass
    case z: pass
    foo
    case _: pass
match y:
    case _: pass
    case 1
        pass
