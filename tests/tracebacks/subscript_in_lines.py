lst = [0] * 3
lst[
    10
] = 4
