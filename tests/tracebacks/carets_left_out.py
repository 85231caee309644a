def fail():
    raise KeyError("k")


def returned():
    return fail()


def bound():
    value = returned()
    return value


def keyword_argument():
    text = bound()
    print(text)


keyword_argument()
