# add_note, args, with_traceback, attributes of builtin exceptions.
e = ValueError("x")
e.add_note("first note")
e.add_note("second")
print(e.__notes__, hasattr(KeyError(), "__notes__"))
try:
    e.add_note(5)
except TypeError as t:
    print("TypeError:", t)
try:
    raise e
except ValueError as err:
    err.add_note("third")
    print(err.__notes__, err.__traceback__ is not None)
print(ValueError().args, ValueError(1, 2).args, str(ValueError()), repr(str(ValueError(""))), str(ValueError(1, "a")))
print(repr(KeyError("k")), str(KeyError("k")), str(KeyError()), str(KeyError(1, 2)))
e.args = ("changed", 2)
print(e, e.args)
print(e.with_traceback(None) is e, e.__traceback__)
try:
    {}["key"]
except KeyError as k:
    print(k.args, k.args[0])
try:
    [].missing
except AttributeError as a:
    print(a.name, a.obj, a.args)
try:
    nope_name
except NameError as n:
    print(n.name, n.args)
try:
    import no_such_module_zz
except ModuleNotFoundError as m:
    print(m.name, m.msg, m)
try:
    from math import no_such_thing
except ImportError as m:
    print(m.name, str(m).split(" (")[0])
try:
    next(iter(()))
except StopIteration as s:
    print(s.value, s.args)
print(StopIteration(5).value, StopIteration().value, SystemExit(3).code, SystemExit().code, SystemExit("msg").code)
try:
    b"\xff".decode("utf-8")
except UnicodeDecodeError as u:
    print(u.encoding, u.object, u.start, u.end, u.reason)
    print(u)
try:
    "aé".encode("ascii")
except UnicodeEncodeError as u:
    print(u.encoding, u.object, u.start, u.end, u.reason)
    print(u)
o = OSError(2, "No such file")
print(o.errno, o.strerror, type(o).__name__, o)
o = OSError(2, "No such file", "name.txt")
print(o.filename, o, o.args)
print(type(OSError(13, "x")).__name__, type(OSError(111, "x")).__name__, type(OSError(17, "x")).__name__)
print(repr(OSError("just text")), OSError("just text").errno, FileNotFoundError("f").args)


class Custom(Exception):
    def __init__(self, a, *, b=None):
        self.a, self.b = a, b


c = Custom(1, b=2)
print(repr(c), str(c), c.args, c.a, c.b)
print(repr(Exception(Exception("inner"))), [ValueError("in list")])


class Rich(Exception):
    code = 5

    def __repr__(self):
        return "Rich!"


print(Rich("x"), [Rich("x")], Rich("x").code, f"{Rich('y')!r} {Rich('y')}")
print(isinstance(e, BaseException), Exception.__name__, Exception.__mro__[1].__name__, e.__class__.__bases__)
