# errno and strerror of OSError and of classes derived from it, however they are made


class Plain(OSError):
    pass


class WithInit(OSError):
    def __init__(self, code, text):
        super().__init__(text)
        self.code = code


class Both(OSError):
    def __init__(self, code, text):
        super().__init__(code, text)


class Errno(OSError):
    @property
    def errno(self):
        return "own"


def show(e):
    return type(e).__name__, e.args, e.errno, e.strerror, e.filename, str(e), repr(e)


def made(i):
    return [
        Plain(), Plain(i), Plain(i, "two"), Plain(i, "two", "file"), Plain(i, "two", "file", None, "other"),
        OSError(2, "gone"), OSError(i + 200, "x"), OSError("text"), OSError(None, None), OSError(2, "a", "f"),
        Both(i, "b"), FileNotFoundError(1, "kept"), TimeoutError(), TimeoutError(5, "t"), Errno(1, "e"),
    ]


for i in range(100):
    out = [show(e) for e in made(i)]
for line in out:
    print(line)
print(WithInit(5, "x").args, WithInit(5, "x").errno, WithInit(5, "x").code, str(WithInit(5, "x")))

e = Plain(3, "three")
e.args = (7, "seven")
print(show(e))
e.args = ("one",)
print(show(e))
e.errno = 9
e.strerror = "nine"
print(show(e))
e = Plain("only")
e.args = (1, "late")
print(e.errno, e.strerror)


def tries(n):
    got = 0
    for i in range(n):
        try:
            if i % 3:
                raise Plain(i, "again")
            raise Plain(i)
        except OSError as exc:
            got += exc.errno or 1
    return got


print(tries(300))
print(Plain(True, "b").errno, Plain([1], {}).strerror, Plain(1, "k").characters_written if False else "-")

# getters written natively, read while hot, then replaced
def reads(objects):
    return [(x.args, x.__cause__, x.__traceback__ is None, x.__suppress_context__) for x in objects]


for _ in range(80):
    r = reads([Plain(1, "a"), ValueError("v"), KeyError(1, 2)])
print(r)


def real(values):
    return [(v.real, v.imag, v.numerator if isinstance(v, int) else 0) for v in values]


for _ in range(80):
    r = real([1, True, 1 << 70])
print(r)


def errnos(x):
    return x.errno


for _ in range(80):
    r = errnos(Plain(2, "x"))
Plain.errno = "of the class"
print(r, errnos(Plain(2, "x")))
del Plain.errno
print(errnos(Plain(2, "x")), errnos(Errno(2, "x")))


class Asks(OSError):
    def __getattr__(self, name):
        return "asked " + name


print(Asks(1, "a").errno, Asks(1, "a").other)
