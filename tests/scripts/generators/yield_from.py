# yield from: delegation of send, throw, close and results.


def inner(name):
    try:
        got = yield f"{name} 1"
        print(name, "got", got)
        got = yield f"{name} 2"
        print(name, "got", got)
    except ValueError as e:
        print(name, "caught", e)
        yield f"{name} recovered"
    finally:
        print(name, "finally")
    return f"{name} result"


def outer():
    r = yield from inner("a")
    print("result", r)
    r = yield from inner("b")
    return [r]


g = outer()
print(next(g))
print(g.send("x"))
print(g.send("y"))
print(g.throw(ValueError("v")))
try:
    next(g)
except StopIteration as e:
    print(e.value)
g = outer()
next(g)
g.close()
print(list(x for x in chain([1, 2], "ab", range(2)))) if False else None


def chain(*its):
    for it in its:
        yield from it


print(list(chain([1, 2], "ab", range(2), {"k": 1}, (y for y in [9]))))


def tree(t):
    if t:
        left, v, right = t
        yield from tree(left)
        yield v
        yield from tree(right)


print(list(tree(((None, 1, None), 2, ((None, 3, None), 4, None)))))


def plain_iter():
    r = yield from [1, 2]
    print("lists return", r)


g = plain_iter()
next(g)
try:
    g.send("to a list")
except AttributeError as e:
    print("AttributeError:", e)
g = plain_iter()
next(g)
try:
    g.throw(KeyError("into a list"))
except KeyError as e:
    print("KeyError", e)


class It:
    def __iter__(self):
        return self

    def __next__(self):
        self.n = getattr(self, "n", 0) + 1
        if self.n > 2:
            raise StopIteration("it value")
        return self.n

    def send(self, v):
        return f"sent {v}"

    def throw(self, e):
        return f"threw {e!r}"

    def close(self):
        print("It closed")


def d():
    return (yield from It())


g = d()
print(next(g), g.send(7), g.throw(ValueError("t")), next(g))
try:
    next(g)
except StopIteration as e:
    print(e.value)
g = d()
next(g)
g.close()


def deep(n):
    if n:
        return (yield from deep(n - 1)) + 1
    got = yield "bottom"
    return got


g = deep(50)
print(next(g))
try:
    g.send(100)
except StopIteration as e:
    print(e.value)


def count(n):
    if n:
        yield n
        yield from count(n - 1)


print(sum(count(60)))
try:
    list(chain(5))
except TypeError as e:
    print("TypeError:", e)
