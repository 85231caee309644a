def f():
x = 1
if x:
    y = 2
   z = 3
else:
    pass
  w = 4
for i in range(3)
    print(i)
class C:
while True
    pass
try:
    x
y = 1
match y:
case 1: pass
	tab = 1
if a:
	b
        c
