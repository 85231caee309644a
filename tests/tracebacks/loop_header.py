def items():
    return 5


for x in items():
    print(x)
