def area(width, height, unit=1):
    total = width * height + 2 - unit
    total -= 1
    total **= -2
    return -total // 60 * 24, 60 * 60 * 24, "a" "b" + "c", 10 ** 20
