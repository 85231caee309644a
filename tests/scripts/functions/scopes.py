# global, nonlocal, unbound locals, class scopes, comprehension scopes.
x = "global"


def read():
    return x


def write():
    x = "local"
    return x


def declare():
    global x
    x = "changed"


print(read(), write(), x)
declare()
print(x)


def unbound():
    try:
        print(x)
        x = 1
    except UnboundLocalError as e:
        print("UnboundLocalError:", e)


x = "again"


def really_unbound():
    try:
        print(y_local)
    except UnboundLocalError as e:
        print("UnboundLocalError:", e)
    y_local = 1
    del y_local
    try:
        print(y_local)
    except UnboundLocalError as e:
        print("UnboundLocalError:", e)


unbound()
really_unbound()
try:
    undefined_name
except NameError as e:
    print("NameError:", e, e.name)


class Scope:
    x = "class x"
    y = x + "!"
    z = [x for _ in range(1)]
    lam = lambda: x

    def m(self):
        return x


print(Scope.y, Scope.z, Scope.lam(), Scope().m())


def f():
    x = "f local"

    class Inner:
        a = x

        def g(self):
            return x
    return Inner.a, Inner().g()


print(f())
i = "outer i"
print([i for i in range(3)], i)
print({k: v for k, v in [("a", 1)]}, "k" in globals())


def new_global():
    global made_here
    made_here = 42


new_global()
print(made_here, globals()["made_here"])


def delete_global():
    global made_here
    del made_here


delete_global()
print("made_here" in globals())
try:
    del made_here
except NameError as e:
    print("NameError:", e)
for loop_var in range(3):
    pass
print(loop_var)
try:
    raise ValueError("v")
except ValueError as err:
    pass
try:
    err
except NameError as e:
    print("NameError:", e)


def exc_local():
    e = 1
    try:
        raise KeyError
    except KeyError as e:
        pass
    try:
        return e
    except UnboundLocalError as u:
        return str(u)


print(exc_local())
len = lambda x: "shadowed"
print(len([1]))
del len
print(len([1]))
print(sorted(k for k in locals() if k in ("x", "i", "read")))


def loc(a, b=2):
    c = a + b
    return sorted(locals().items())


print(loc(1))
