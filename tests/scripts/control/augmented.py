# Augmented assignment on names, attributes, items, slices; in-place methods.


class Acc:
    def __init__(self):
        self.log = []

    def __iadd__(self, o):
        self.log.append(("iadd", o))
        return self

    def __imul__(self, o):
        self.log.append(("imul", o))
        return self

    def __ior__(self, o):
        return "replaced"

    def __matmul__(self, o):
        return ("matmul", o)

    def __imatmul__(self, o):
        return ("imatmul", o)


a = Acc()
b = a
a += 1
a *= 2
print(a is b, a.log)
a |= 3
print(a)
b @= 5
print(b, Acc() @ 6)
x = 10
x += 5; x -= 3; x *= 4; x //= 5; x **= 2; x %= 17; x <<= 3; x >>= 1; x |= 1; x &= 0xF; x ^= 3
print(x)
y = 7
y /= 2
print(y)
l = m = [1]
l += (2, 3)
l += "ab"
print(m, l is m)
l *= 2
print(m)
l = l + [0]
print(l is m)
t = u = (1,)
t += (2,)
print(t, u)
d = {"n": 1, "l": []}
d["n"] += 10
d["l"] += [1]
d |= {"z": 0}
print(d)
s = s2 = {1, 2}
s |= {3}
s -= {1}
s &= {2, 3, 4}
s ^= {4}
print(sorted(s2))
st = "ab"
st += "c"
st *= 2
print(st)
n = [[0] * 3 for _ in range(2)]
n[1][2] += 5
n[0][:2] += [9]
print(n)


def idx():
    print("evaluated once")
    return 0


arr = [5]
arr[idx()] += 1
print(arr)


class P:
    count = 0


p = P()
p.count += 1
print(p.count, P.count)
tup = ([1],)
try:
    tup[0] += [2]
except TypeError as e:
    print("TypeError:", e, tup)
for op in ("a + 1", ):
    try:
        q = "a"
        q += 1
    except TypeError as e:
        print("TypeError:", e)
    try:
        q = None
        q -= 1
    except TypeError as e:
        print("TypeError:", e)
    try:
        q = [1]
        q += 5
    except TypeError as e:
        print("TypeError:", e)
    try:
        unset_name += 1
    except NameError as e:
        print("NameError:", e)
