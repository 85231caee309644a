for 1 in x: pass
with a as f(): pass
[x for f() in y]
(a.b := 1)
x = y = 3 = z
{a: 1} = b
f"{x}" = 1
lambda: 1 = 2
x = *a
*a
print((*a))
import a as b.c
