# Unpacking in every place, and its errors.
a, b = 1, 2
a, b = b, a
print(a, b)
(a, b), [c, *d] = (1, 2), "xyz"
print(a, b, c, d)
*a, b = range(5)
print(a, b)
a, *b, c = [1, 2]
print(a, b, c)
a, (b, (c, *d)), *e = 1, (2, (3, 4, 5)), 6, 7
print(a, b, c, d, e)
x = y = z = [1]
print(x is y is z)
i = 0
lst = [0, 0, 0]
i, lst[i] = 2, "set at"
print(i, lst)
lst[0], lst[1], *lst[2:] = "abcd"
print(lst)
[a, b] = {"k": 1, "l": 2}
print(a, b)
a, = [5]
print(a)
() = []
print([*range(3), *"ab", *{}], (*[1], *(2,)), {*[1, 1], *[2]}, {**{"a": 1}, "b": 2, **{"a": 3}})
first, *_ = "hello"
print(first, _)
for bad in (lambda: exec_(1), lambda: exec_(2), lambda: exec_(3), lambda: exec_(4), lambda: exec_(5),
            lambda: exec_(6)):
    def exec_(n):
        if n == 1:
            a, b = [1]
        elif n == 2:
            a, b = [1, 2, 3]
        elif n == 3:
            a, *b, c = [1]
        elif n == 4:
            a, b = 5
        elif n == 5:
            a, b, c = iter([1, 2, 3, 4])
        else:
            [*None]
    try:
        bad()
    except (ValueError, TypeError) as e:
        print(type(e).__name__ + ":", e)


class Pt:
    def __iter__(self):
        return iter((10, 20))


x, y = Pt()
print(x, y)


def f(*args, **kw):
    return args, kw


print(f(*Pt(), *[1], **{"a": 1}, b=2))
(x) = 3
print(x)
d = {}
d["a"], d["b"] = d["c"], d["d"] = "12"
print(d)


class A:
    pass


o = A()
o.x, o.y = o.z = 1, 2
print(o.x, o.y, o.z)
for k, (v, w) in {"a": (1, 2)}.items():
    print(k, v, w)
print([q + r for q, r in [(1, 2), (3, 4)]], {m: n for m, *n in ["abc"]})
head, *tail = range(1)
print(head, tail)
n = 0


def nxt():
    global n
    n += 1
    return n


t = [0] * 5
t[nxt()], t[nxt()] = nxt(), nxt()
print(t)
