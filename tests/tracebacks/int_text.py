int("12x", base=10)
