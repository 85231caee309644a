# code that is hot with one kind of number and goes on with another
def walk(step, n, x):
    total = x
    for i in range(n):
        total = total + step
        if total > 1000:
            total = total - 1000
        y = total * 2 - step
        if y == total:
            total += 1
    return total


def bodies(n, pos, vel):
    for _ in range(n):
        for i in range(len(pos)):
            vel[i] = vel[i] - pos[i] * 0.01
            pos[i] = pos[i] + vel[i] * 0.01
    return [round(p, 9) for p in pos]


def mixed(items):
    total = 0
    for item in items:
        total = total + item
        total = total - 1
        total = total * 1
    return total


def late(n):
    x = None
    for i in range(n):
        if i == n // 2:
            x = 0.5
        if x is not None:
            x = x * 1.5 + i
            if x > 1e6:
                x = x - 1e6
                x = -x
    return x


def signs(n):
    z = 0.0
    for i in range(n):
        z = z - 0
        z = -z
        z = z + -0.0
    return z


for repeat in range(3):
    print(walk(3, 500, 0), walk(0.5, 500, 0.0), walk(True, 500, 7), walk(2**45, 9, 2**46), walk(-0.25, 400, 2**47))
    print(bodies(200, [1, 2, 3], [0, 0, 0]), bodies(200, [1.0, -2.5, 0.0], [0.5, 0, -0.0]))
    print(mixed([1, 2.5] * 300), mixed(range(1000)), mixed([0.1] * 1000), mixed([2**46, 2**46, 2**46, 1.5]), mixed([True] * 50))
    print(late(10), late(400), signs(301), signs(300))


# deep in frames of code that is translated again
def deep(n, x):
    if n == 0:
        return x
    y = x + n
    return deep(n - 1, y) + x * 2


print(deep(200, 0), deep(200, 0.5), deep(200, 1), deep(150, 2**47))


# an exception in the middle keeps its line
def raising(items):
    total = 0.0
    for item in items:
        total = total + item
        total = total * 2 % 1000
        total = total + 1
    return total


for items in ([1.5] * 300 + ['x'], [1] * 300 + [None], [1.5, 2] * 150):
    try:
        print(raising(items))
    except TypeError as e:
        print(e, e.__traceback__.tb_next.tb_lineno)


def gone(n):
    x = 1.5
    for i in range(n):
        x = x + 1
        if i == 250:
            del x
    return x


try:
    gone(300)
except UnboundLocalError as e:
    print(e, e.__traceback__.tb_next.tb_lineno)


def pairs(n):
    a, b = 0, 1
    for i in range(n):
        a, b = b, a + b
        yield a / 2 if i % 50 == 49 else a
        if a > 10**12:
            a, b = 0.5, 1


print(sum(pairs(300)), max(pairs(90)))


# items at both ends of what is there
def ends(xs, n):
    found = []
    for i in (0, 1, -1, -n, n - 1, n, -n - 1, 2**46, -2**46, 2**47, 2**70, True):
        try:
            found.append(xs[i])
        except IndexError as e:
            found.append(str(e))
        if type(xs) is list:
            try:
                xs[i] = i
            except IndexError as e:
                found.append(str(e))
    return found


for xs in ([1, 2, 3], (4, 5), 'héß', 'abc', [], (), '', {0: 'a', -1: 'b', 2**47: 'c', True: 'd'}):
    for _ in range(3):
        try:
            print(ends(xs, len(xs)), xs)
        except KeyError as e:
            print('key', e)
