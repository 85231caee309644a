[a, b for a, b in c]
[*a for a in b]
x = 1 if y
a not b
x = not
while: pass
@decorator
x = 1
raise a, b
global a.b
from a import
from a import b,
import
{1: }
{1: 2, 3}
{1, 2: 3}
{1: *a}
(**a)
x is 1
assert (a, "message")
1()
