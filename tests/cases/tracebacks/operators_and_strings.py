def total(items):
    t = 0
    for name, price in items:
        t += price * len(name) + (price if price else name) - (
            "x" if price < 0 else 0
        )
    return t


print(f"first {total([('a', 2)])} then {total([('b', -1)]):>10}")
