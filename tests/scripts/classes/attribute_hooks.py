# __getattr__, __getattribute__, __setattr__, __delattr__, __dir__.


class Dynamic:
    def __init__(self):
        self.real = 1

    def __getattr__(self, name):
        if name.startswith("dyn_"):
            return f"made {name[4:]}"
        raise AttributeError(f"no {name} here")


d = Dynamic()
print(d.real, d.dyn_x, hasattr(d, "dyn_y"), hasattr(d, "other"), getattr(d, "other", "dflt"))
try:
    d.other
except AttributeError as e:
    print("AttributeError:", e)


class Logged:
    def __setattr__(self, name, v):
        print("set", name, v)
        super().__setattr__(name, v)

    def __delattr__(self, name):
        print("del", name)
        object.__delattr__(self, name)

    def __getattribute__(self, name):
        if not name.startswith("__"):
            print("get", name)
        return object.__getattribute__(self, name)


l = Logged()
l.a = 1
l.a += 1
del l.a
setattr(l, "b", 3)
print(getattr(l, "b"), l.__class__.__name__)
try:
    l.a
except AttributeError as e:
    print("AttributeError:", e)


class Both:
    def __getattribute__(self, name):
        if name == "x":
            raise AttributeError("hidden")
        return super().__getattribute__(name)

    def __getattr__(self, name):
        return f"fallback {name}"


print(Both().x, Both().y)


class Proxy:
    def __init__(self, target):
        object.__setattr__(self, "_t", target)

    def __getattr__(self, n):
        return getattr(self._t, n)

    def __setattr__(self, n, v):
        setattr(self._t, n, v)


class T:
    v = 1

    def m(self):
        return self.v


t = T()
pr = Proxy(t)
pr.v = 5
print(t.v, pr.m(), pr.v)


class Frozen:
    def __init__(self, **kw):
        self.__dict__.update(kw)

    def __setattr__(self, n, v):
        raise AttributeError(f"cannot assign {n!r}")


f = Frozen(a=1)
try:
    f.a = 2
except AttributeError as e:
    print("AttributeError:", e, f.a)


class Chain:
    def __init__(self, path=()):
        self.path = path

    def __getattr__(self, n):
        return Chain(self.path + (n,))

    def __call__(self, *a):
        return ".".join(self.path), a


print(Chain().users.by_id.get(5))


class Private:
    def __init__(self):
        self.__secret = 1

    def get(self):
        return self.__secret

    def __hidden(self):
        return "hidden"

    def call(self):
        return self.__hidden()


p = Private()
print(p.get(), p.call(), vars(p), p._Private__hidden())
try:
    p.__secret
except AttributeError as e:
    print("AttributeError:", e)


class D:
    def __dir__(self):
        return ["b", "a"]


print(dir(D()), [n for n in dir(T()) if not n.startswith("__")])
try:
    getattr(t, "missing")
except AttributeError as e:
    print(e, e.name, e.obj is t)
