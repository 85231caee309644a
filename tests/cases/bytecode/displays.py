def build(a, b):
    return [1, 2, 3], [a, *b, 4], {a: b, **b, "k": 1}, {1, 2, 3}, {a, *b}, (a, (1, 2)), ()
