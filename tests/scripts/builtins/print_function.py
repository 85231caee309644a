# print in all its forms.
import sys

print()
print("")
print("a", 1, None, True, 2.5, [1, "x"], {"k": (1,)}, {1}, b"y", sep=" | ")
print(1, 2, 3, sep="")
print(1, 2, 3, sep="\n")
print("no newline", end="")
print("... continued", end="\n\n")
print(*range(5), sep=", ", end=".\n")
print("x", sep="unused")
print("none sep", "is space", sep=None, end=None)
print("file", file=sys.stdout)
print("flush", flush=True)


class Writer:
    def __init__(self):
        self.parts = []

    def write(self, s):
        self.parts.append(s)

    def flush(self):
        self.parts.append("<flush>")


w = Writer()
print("a", "b", file=w)
print("c", end="", file=w, flush=True)
print(file=w)
print(w.parts)


class S:
    def __str__(self):
        return "S as text"


print(S(), [S].__class__, S())
for bad in ({"sep": 1}, {"end": 2}, {"foo": 3}):
    try:
        print("x", **bad)
    except TypeError as e:
        print("TypeError:", e)
try:
    print("x", file=5)
except AttributeError as e:
    print("AttributeError:", e)


class Bad:
    def __str__(self):
        raise ValueError("no text")


try:
    print("before", Bad(), "after")
except ValueError as e:
    print("|", e)
sys.stdout.write("raw write\n")
print("é ü 日本 🎉", "\t|", "quote'", 'd"q', "back\\slash", "nul\0end")
print(print("inner"), print)if False else print("done")
for i in range(3):
    print(i, end=" " if i < 2 else "\n")
print("%d%%" % 50, "multi\nline", "cr\\r", repr("a\tb"))
print("long " * 30)
sys.stdout.writelines(["one\n", "two\n"])
