# Module-level code that defines, redefines and deletes names while it runs.
x = 1


def f():
    return x


print(f())
x = 2
print(f())


def f():
    return "second f", x


print(f())
if x > 1:
    def g():
        return "conditional g"
else:
    def g():
        return "other g"
print(g())
for name in ("a", "b"):
    globals()[f"made_{name}"] = name.upper()
print(made_a, made_b)


def use_later():
    return defined_later()


def defined_later():
    return "later is fine"


print(use_later())
print = print
p = print
p("alias")
try:
    undefined()
except NameError as e:
    p(type(e).__name__, e)


class A:
    y = x

    def m(self):
        return x, A.y


x = 3
p(A().m(), A.y)
old = len
len = lambda v: old(v) * 100
p(len("ab"))
del len
p(len("ab"))
i = 5
squares = [i * i for i in range(3)]
p(i, squares)
with_default = lambda v=x: v
x = 4
p(with_default(), x)
while True:
    inner_name = "set in loop"
    break
p(inner_name)
try:
    1 / 0
except ZeroDivisionError as err:
    message = str(err)
p(message, "err" in globals())
a = b = c = []
a.append(1)
p(b, c is a)
x, y = y, x = 1, 2
p(x, y)
__name__ = "changed"
p(__name__)
if not False: p("one line if")
for k in range(2): p(k, end=" "); p("!", end=" ")
p()
class B: pass; z = 1
p(B.z); q = 5; p(q)
lst = [1,
       2,  # comment
       3,
       ]
p(lst, (
    1 +
    2
), "back\
slash")
