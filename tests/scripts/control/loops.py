# for, while, else, break, continue, nested, over all kinds of iterables.
for i in range(5):
    if i == 1:
        continue
    if i == 4:
        break
    print(i, end=" ")
else:
    print("no break")
print("after", i)
for i in range(2):
    pass
else:
    print("else runs", i)
for i in []:
    print("never")
else:
    print("empty else")
n = 0
while n < 5:
    n += 1
    if n == 2:
        continue
    print(n, end=" ")
else:
    print("while else")
while True:
    n -= 1
    if not n:
        break
else:
    print("never")
print(n)
for a in range(3):
    for b in range(3):
        if b == a:
            break
        print((a, b), end=" ")
    else:
        print("inner else", a)
print()
for x in "hé", b"ab", (1,), {"k": 1}, {3}, range(2, 8, 3), iter([9]), (y * y for y in range(3)):
    print(list(x))
for k, v in {"a": 1, "b": 2}.items():
    print(k, v, end="; ")
print()
for i, (a, *b) in enumerate([(1, 2, 3), "xy"]):
    print(i, a, b)
lst = [1, 2, 3]
for x in lst:
    if len(lst) < 6:
        lst.append(x * 10)
print(lst)
d = {"a": 1}
try:
    for k in d:
        d[k + "x"] = 1
except RuntimeError as e:
    print("RuntimeError:", e)
s = {1, 2}
try:
    for k in s:
        s.add(k + 10)
except RuntimeError as e:
    print("RuntimeError:", e)
for obj in {}, 5:
    try:
        for x in obj:
            pass
        print("fine")
    except TypeError as e:
        print("TypeError:", e)
for lst[0] in range(3):
    pass
print(lst)


class T:
    pass


t = T()
for t.attr in "abc":
    pass
print(t.attr)


def find(seq, pred):
    for x in seq:
        if pred(x):
            return x
    else:
        return "nothing"


print(find([1, 4, 9], lambda v: v > 3), find([], bool))
total = 0
for i in range(10, 0, -3):
    total = total * 10 + i
print(total)
i = 10
while i := i - 3 if i > 3 else 0:
    print(i, end=",")
print()
primes = []
for c in range(2, 40):
    for p in primes:
        if c % p == 0:
            break
    else:
        primes.append(c)
print(primes)
