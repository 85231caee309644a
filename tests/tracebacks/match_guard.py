x = {"a": 1}
match x:
    case {"a": int(y)} if y.foo:
        pass
