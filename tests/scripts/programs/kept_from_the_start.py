# stress: 7
# What was made before the program lives for ever: what a program stores into it must live as long, however many
# collections come between.
import builtins
import sys


def garbage(n):
    kept = []
    for i in range(n):
        text = f"{i} " * (i % 60)
        items = [text, (i, text), {i: text}]
        if i % 40 == 0:
            kept.append(items)
    return kept


class Mistake(LookupError):
    def __init__(self, text):
        super().__init__(text)
        self.items = [text, [text]]


class Numbers(list):
    pass


sys.first = ["stored", ["into", {"a": "module"}]]
builtins.second = Numbers(str(i) for i in range(5))
sys.path.append("nowhere" + str(len("abc")))
sys.modules["invented"] = sys
garbage(40)
sys.first.append(Mistake("before"))
kept = garbage(120)
print(sys.first[:2], sys.first[2].items, second, sys.path[-1], sys.modules["invented"] is sys)
sys.first = None
third = [Mistake(str(i)) for i in range(3)]
builtins.second.append(third)
kept += garbage(120)
print(sys.first, [m.items for m in second[5]], Mistake.__mro__[1:3], issubclass(Numbers, list))
print(len(kept), all(a == b[1] == list(c.values())[0] for a, b, c in kept), sum(len(a) for a, _, _ in kept))

# objects of one size die together, and others take their pages
for size in (1, 5, 30, 100, 400, 900, 2000, 4000):
    block = ["x" * size + str(i) for i in range(60000 // (size + 40) % 90 + 10)]
    odd = block[1::2]
    del block
    garbage(10)
    print(size, len(odd), all(t.startswith("x" * size) and int(t[size:]) == 2 * i + 1 for i, t in enumerate(odd)))
