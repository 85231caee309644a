1 = x
f() = 1
a + b = c
(a, f()) = b
[x, *y, *z] = w
*a = b
None = 1
a and b = 1
f() += 1
(a, b) += 1
(a, b): int
f(): int
del f(), x
del *a
