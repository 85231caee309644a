def join(*parts, sep):
    return sep.join(parts)


join(
    "a",
    "b",
    3,
    sep=",",
)
