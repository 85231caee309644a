# A tiny scheduler in the script itself, over generators and over coroutines.
class Sleep:
    def __init__(self, n):
        self.n = n

    def __await__(self):
        got = yield self
        return got


class Kernel:
    def __init__(self):
        self.ready, self.sleeping, self.now, self.log = [], [], 0, []

    def spawn(self, name, co):
        self.ready.append((name, co, None))

    def run(self):
        while self.ready or self.sleeping:
            if not self.ready:
                self.sleeping.sort(key=lambda s: s[0])
                self.now, name, co = self.sleeping.pop(0)
                self.ready.append((name, co, self.now))
            name, co, value = self.ready.pop(0)
            try:
                request = co.send(value)
            except StopIteration as e:
                self.log.append(f"{self.now}: {name} returned {e.value}")
            except Exception as e:
                self.log.append(f"{self.now}: {name} failed {e!r}")
            else:
                self.sleeping.append((self.now + request.n, name, co))
        return self.log


async def worker(k, name, *naps):
    total = 0
    for n in naps:
        at = await Sleep(n)
        k.log.append(f"{at}: {name} woke")
        total += n
    return total


async def parent(k):
    first = await worker(k, "inner", 1, 1)
    k.spawn("late", worker(k, "late", 2))
    return first + await Sleep(3)


async def broken():
    await Sleep(2)
    raise LookupError("broken")


k = Kernel()
k.spawn("w1", worker(k, "w1", 2, 2, 2))
k.spawn("w2", worker(k, "w2", 3, 1))
k.spawn("parent", parent(k))
k.spawn("broken", broken())
print("\n".join(k.run()))


def numbers():
    x = 0
    while True:
        cmd = yield x
        x = 0 if cmd == "reset" else x + (cmd or 1)


g = numbers()
print(next(g), next(g), g.send(10), g.send("reset"), next(g))
