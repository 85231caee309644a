# Callbacks as plain callables and with contexts, their removal; methods bound where they are read, in loops that get hot.
import asyncio
import contextvars

var = contextvars.ContextVar("var", default="none")


class Counter:
    def __init__(self):
        self.n = 0
        self.seen = []

    def done(self, f):
        self.n += 1

    def show(self, f):
        self.seen.append((var.get(), f.result()))


class Late(Counter):
    pass


def read(objects, n):
    out = []
    for i in range(n):
        out.append(objects[i % len(objects)].done)
    return out


async def hot_reads():
    a, b = Counter(), Late()
    bound = read([a, b], 3000)
    print(len(bound), bound[0].__self__ is a, bound[1].__self__ is b, bound[0] == a.done, bound[0] == bound[1])
    b.done = "own"
    print(read([a, b], 300)[1], read([a], 1)[0].__self__ is a)
    Late.done = property(lambda self: "property")
    c = Late()
    print(read([c, a], 300)[0])
    Counter.done = lambda self, f=None: "changed"
    print(read([a], 300)[0]())
    items = [[1], [2]]
    appends = [items[i % 2].append for i in range(1000)]
    for i, f in enumerate(appends):
        f(i)
    print(len(items[0]), len(items[1]))


async def callbacks():
    loop = asyncio.get_running_loop()
    c = Counter()
    f = loop.create_future()
    f.add_done_callback(c.show)
    f.add_done_callback(c.show)
    f.add_done_callback(print)
    f.add_done_callback(lambda f: c.seen.append("lambda"))
    print(f.remove_done_callback(c.show), f.remove_done_callback(print), f.remove_done_callback(print))
    token = var.set("inside")
    f.add_done_callback(c.show)
    context = contextvars.copy_context()
    var.reset(token)
    f.add_done_callback(c.show, context=context)
    f.add_done_callback(c.show)
    f.set_result(5)
    print(f.remove_done_callback(c.show))
    f.add_done_callback(c.show)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(c.seen)


async def callable_objects():
    class Call:
        def __call__(self, f):
            print("called", f.result())

    f = asyncio.get_running_loop().create_future()
    call = Call()
    f.add_done_callback(call)
    f.add_done_callback(Call())
    print(f.remove_done_callback(call))
    f.set_result(1)
    await asyncio.sleep(0)


async def main():
    await hot_reads()
    await callbacks()
    await callable_objects()


asyncio.run(main())
