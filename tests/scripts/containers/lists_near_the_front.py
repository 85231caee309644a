# Lists whose items are taken out, put in and replaced near the front, against a model of concatenations.
def lcg(seed):
    while True:
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        yield seed >> 8


def model_splice(items, i, j, new):
    return items[:i] + new + items[j:]


rng = lcg(7)
for size in (0, 3, 14, 15, 16, 40, 200, 3000):
    a = list(range(size))
    b = a[:]
    for step in range(600):
        kind = next(rng) % 8
        n = len(b)
        if kind == 0:
            x = next(rng)
            a.append(x)
            b = b + [x]
        elif kind == 1 and n:
            i = next(rng) % min(n, 5)
            assert a.pop(i) == b[i]
            b = model_splice(b, i, i + 1, [])
        elif kind == 2:
            i = next(rng) % (n // 3 + 1)
            a.insert(i, step)
            b = model_splice(b, i, i, [step])
        elif kind == 3 and n:
            i = next(rng) % n
            j = min(n, i + next(rng) % 4)
            new = [step] * (next(rng) % 6)
            a[i:j] = new
            b = model_splice(b, i, j, new)
        elif kind == 4 and n:
            i = next(rng) % n
            del a[i]
            b = model_splice(b, i, i + 1, [])
        elif kind == 5 and n > 20:
            del a[:4]
            b = b[4:]
        elif kind == 6 and n:
            a.append(a.pop(0))
            b = b[1:] + b[:1]
        elif kind == 7 and n:
            a.insert(0, a.pop())
            b = b[-1:] + b[:-1]
        assert a == b, (size, step, kind)
    a.extend(range(50))
    b += range(50)
    assert a == b
    a.reverse()
    assert a == b[::-1]
    print(size, len(a), sum(a) % 1000003)

queue = list(range(100))
total = 0
for i in range(20000):
    total += queue.pop(0)
    queue.append(i & 1023)
    if i % 100 == 0:
        queue.insert(0, i)
print(len(queue), total, queue[:4])
while queue:
    queue.pop(0)
queue += [1, 2, 3]
queue.insert(0, 0)
print(queue)

for n in (0, 1, 2, 3, 10, 33):
    for start in (None, 0, 1, 2, 5, -1, -3, 40):
        for stop in (None, 0, 2, 9, -1, -4, 50):
            for step in (1, 2, 3, 7, 100, -1, -2, -3, -50):
                a = list(range(n))
                del a[start:stop:step]
                gone = set(range(n)[start:stop:step])
                assert a == [x for x in range(n) if x not in gone], (n, start, stop, step)
                a = list(range(n))
                new = [-i for i in range(len(range(n)[start:stop:step]))]
                a[start:stop:step] = new
                b = list(range(n))
                for i, x in zip(range(n)[start:stop:step], new):
                    b[i] = x
                assert a == b
                if step != 1:
                    try:
                        a[start:stop:step] = new + [0]
                    except ValueError as e:
                        last = e
print(last)
a = list(range(10))
a[::2], a[1::2] = a[1::2], a[::2]
print(a)
a[::-1] = a
print(a)
a[::3] = (1, 2, 3, 4)
a[1:3] = "ab"
print(a)
try:
    a[::0] = []
except ValueError as e:
    print(e)
try:
    a[::2] = 5
except TypeError as e:
    print(e)
try:
    del a[::0]
except ValueError as e:
    print(e)
b = a
b[1:2] = b
print(a)
