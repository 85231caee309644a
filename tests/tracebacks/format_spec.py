value = 3.14159
print(f"{value:>{'x'}}" + f"{value!r:d}")
