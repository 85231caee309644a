import math

# Building and formatting strings: join, +=, %, format(), f-strings, justify,
# translate, replace, and a small report with columns.


def fizzbuzz(n):
    s = ""
    for i in range(1, n + 1):
        w = ""
        if i % 3 == 0:
            w += "Fizz"
        if i % 5 == 0:
            w += "Buzz"
        s += w or str(i)
        s += "\n" if i % 20 == 0 else " "
    return s


def percent(n):
    out = []
    for i in range(n):
        out.append("%05d|%-8s|%8.3f|%x|%+d|%s" % (i, "n%d" % (i % 99), i / 7, i * 17, i - 50, i % 2 == 0))
    return "\n".join(out)


def modern(n):
    rows = []
    for i in range(n):
        v = math.sqrt(i) * 1000
        name = f"item-{i % 1000:03}"
        rows.append(f"{name:>12}: {v:>14,.2f} {i:#010b} {i:_} {i / (n + 1):.1%} {name!r:<12}")
    return "\n".join(rows)


def classic(n):
    tpl = "{0:<10}{1:^10}{2:>10}{key:*^12}"
    return "".join(tpl.format(i, -i, i * i, key=chr(97 + i % 26) * 3) for i in range(n))


def csvish(n):
    lines = [",".join([str(i), repr(i * 0.25), str(i).zfill(6), "a\"b" if i % 3 else "plain"]) for i in range(n)]
    return ("\r\n").join(lines)


def caesar(text, k):
    lower = "abcdefghijklmnopqrstuvwxyz"
    table = str.maketrans(lower, lower[k:] + lower[:k])
    return text.translate(table)


def roman(n):
    parts = []
    for v, s in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
                 (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while n >= v:
            parts.append(s)
            n -= v
    return "".join(parts)


def checksum(s):
    h = 0
    for ch in s[::97]:
        h = (h * 31 + ord(ch)) % 1000000007
    return "%d chars, %d" % (len(s), h)


fb = fizzbuzz(150000)
print("fizzbuzz", checksum(fb), fb.count("FizzBuzz"))
print("percent", checksum(percent(100000)))
m = modern(80000)
print("modern", checksum(m))
print(m.splitlines()[1234])
print("classic", checksum(classic(100000)))
text = csvish(100000)
print("csv", checksum(text), checksum(text.replace("\r\n", "\n").replace("plain", "fancy").upper()))
for k in range(1, 6):
    text = caesar(text, k)
print("caesar", checksum(text), text[-5:])
print("roman", checksum(" ".join(roman(i) for i in range(1, 4000) for _ in range(10))), roman(1994))
print("title", checksum(fb.swapcase().title().center(5000000, "-")))
