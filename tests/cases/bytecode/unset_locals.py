def maybe(flag):
    if flag:
        value = 1
    for n in flag:
        late = n
    try:
        other = n
    except TypeError as e:
        print(e)
    del flag
    return value, late, other, locals()
