def f(n): return n if n else n.missing
print([f(x) for x in (1, 0)])
