# del of names, items, slices, attributes.
x = 1
del x
try:
    x
except NameError as e:
    print(e)
l = list(range(10))
del l[0], l[-1]
print(l)
del l[1:3]
print(l)
del l[::2]
print(l)
d = {"a": 1, "b": 2, "c": 3}
del d["a"], d["b"]
print(d)
try:
    del d["zz"]
except KeyError as e:
    print("KeyError", e)
try:
    del l[99]
except IndexError as e:
    print("IndexError", e)


class C:
    cls = 1

    def __delitem__(self, k):
        print("delitem", k)

    def __delattr__(self, n):
        print("delattr", n)
        object.__delattr__(self, n)


c = C()
c.a = 1
del c.a
try:
    del c.a
except AttributeError as e:
    print("AttributeError", e)
del c[1], c["x"], c[1:2], c[1, 2]
try:
    del c.cls
except AttributeError as e:
    print("AttributeError", e)
del C.cls
print(hasattr(C, "cls"))
a, b, e2 = 1, 2, 3
del (a, b), [e2]
print("a" in globals(), "e2" in globals())
for t in ((1, 2), "abc", 5):
    try:
        del t[0]
    except TypeError as e:
        print("TypeError:", e)


def f():
    v = 1
    del v
    try:
        v
    except UnboundLocalError as e:
        print(e)
    v = 2
    return v


print(f())
try:
    del undefined
except NameError as e:
    print(e)
