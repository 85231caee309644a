"""Text processing: split/replace/strip/translate, ciphers, wrapping, templates, palindromes."""

ROUNDS = 9
output = []


def report(*items):
    output.append(" ".join(str(x) for x in items))


TEXT = """The north wind and the sun were disputing which was the stronger, when a traveller
came along wrapped in a warm cloak. They agreed that the one who first succeeded in making
the traveller take his cloak off should be considered stronger than the other. Then the
north wind blew as hard as he could, but the more he blew the more closely did the traveller
fold his cloak around him; and at last the north wind gave up the attempt."""


def caesar(s, k):
    out = []
    for ch in s:
        if "a" <= ch <= "z":
            out.append(chr((ord(ch) - 97 + k) % 26 + 97))
        elif ch.isupper():
            out.append(chr((ord(ch) - 65 + k) % 26 + 65))
        else:
            out.append(ch)
    return "".join(out)


def wrap(text, width):
    lines, cur, length = [], [], 0
    for word in text.split():
        if cur and length + len(word) + len(cur) > width:
            lines.append(" ".join(cur))
            cur, length = [], 0
        cur.append(word)
        length += len(word)
    if cur:
        lines.append(" ".join(cur))
    return lines


def justify(line, width):
    words = line.split(" ")
    if len(words) == 1:
        return line.ljust(width)
    gaps = len(words) - 1
    space, extra = divmod(width - sum(len(w) for w in words), gaps)
    return "".join(w + " " * (space + (1 if i < extra else 0)) if i < gaps else w
                   for i, w in enumerate(words))


def camel(name):
    head, *rest = name.split("_")
    return head + "".join(p.capitalize() for p in rest)


def snake(name):
    return "".join("_" + c.lower() if c.isupper() else c for c in name).lstrip("_")


def palindromes(s):
    best = ""
    for i in range(len(s)):
        for j in (i, i + 1):
            lo, hi = i, j
            while lo >= 0 and hi < len(s) and s[lo] == s[hi]:
                lo -= 1
                hi += 1
            if hi - lo - 1 > len(best):
                best = s[lo + 1:hi]
    return best


def rle(s):
    out, i = [], 0
    while i < len(s):
        j = i
        while j < len(s) and s[j] == s[i]:
            j += 1
        out.append(f"{j - i}{s[i]}")
        i = j
    return "".join(out)


def render(template: str, values: dict) -> str:
    for k, v in values.items():
        template = template.replace("{{" + k + "}}", str(v))
    return template


def main():
    enc = TEXT
    for k in range(1, 60):
        enc = caesar(enc, k)
    report(enc[:50], caesar(enc, -sum(range(1, 60))) == TEXT)
    total = 0
    for width in range(20, 220):
        lines = wrap(TEXT, width)
        just = [justify(l, width) for l in lines[:-1]]
        total += len(lines) * 1000 + sum(l.count("  ") for l in just)
    report(total, justify(wrap(TEXT, 50)[2], 50))

    names = [f"field_{chr(97 + i % 26)}x_value_{i % 7}z" for i in range(12000)]
    camels = [camel(n) for n in names]
    report(camels[100], sum(snake(c) == n for c, n in zip(camels, names)))
    s = "".join(ch for ch in TEXT.lower() if ch.isalpha())
    report(repr(palindromes(s * 8)))
    report(rle("".join("ab"[(i // (i % 5 + 1)) % 2] for i in range(8000)))[:40])

    out = 0
    for i in range(8000):
        r = render("Dear {{name}}, you owe {{amt}} by {{date}}; {{name}}!",
                   {"name": "user" + str(i), "amt": "%.2f" % (i / 3), "date": f"{i % 28 + 1:02d}/{i % 12 + 1:02d}"})
        out += len(r) + r.find("owe") + r.rfind("user")
    report(out, r)
    table = str.maketrans("aeiou", "43102", ",.;")
    t = 0
    for i in range(2500):
        line = TEXT[i % 100:].translate(table).title().swapcase()
        parts = line.strip().split(None, 5)
        t += len(parts[-1]) + line.startswith("T") + line.upper().count("TH")
        t += "-".join(reversed(parts)).partition("-")[0].__len__()
    report(t, "a,b,,c".split(","), "x=1=2".rsplit("=", 1), "42".zfill(6), "%s" % [1, "q"])


if __name__ == "__main__":
    for _ in range(ROUNDS):
        output.clear()
        main()
    print("\n".join(output))
