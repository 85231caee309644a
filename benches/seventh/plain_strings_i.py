"""Text tools: report formatting, Caesar and run-length codes, wrapping, CSV, hex."""

TEXT = ("the quick brown fox jumps over the lazy dog while seven wizards "
        "quietly mix potions of amber jade and quartz beneath a vexing moon ")


def caesar(text, k):
    out = []
    for ch in text:
        if "a" <= ch <= "z":
            out.append(chr((ord(ch) - 97 + k) % 26 + 97))
        else:
            out.append(ch)
    return "".join(out)


def rle(text):
    result = ""
    i = 0
    while i < len(text):
        j = i
        while j < len(text) and text[j] == text[i]:
            j += 1
        result += text[i] if j - i == 1 else f"{j - i}{text[i]}"
        i = j
    return result


def wrap(text, width):
    lines = []
    line = ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = line + " " + word if line else word
    lines.append(line)
    return lines


def table(rows):
    out = []
    for i, (name, qty, price) in enumerate(rows):
        out.append(f"{i:04d} | {name:<12} | {qty:>6d} | {price:10.2f} | {qty * price:>12,.2f}")
        out.append("%-6s %5d %8.3f" % (name[:6], qty, price))
        out.append("{0}/{1!r}/{2:x}".format(qty, name, qty * 255))
    return "\n".join(out)


def csv_round(lines):
    fields = 0
    parts = []
    for line in lines:
        row = line.replace(" ", ",").split(",")
        fields += len(row)
        parts.append(";".join(w.capitalize() for w in row if w.isalpha()))
    return fields, "\n".join(parts)


def palindromes(limit):
    total = 0
    for n in range(limit):
        s = str(n)
        if s == s[::-1]:
            total += len(s)
    return total


def digest(s):
    h = 5381
    for b in s.encode():
        h = (h * 33 + b) & 0xFFFFFFFF
    return f"{h:08x}"


def main():
    text = TEXT * 150
    coded = caesar(text, 7)
    print("caesar", digest(coded), caesar(coded, 19) == text)
    bits = "".join("ab"[(n * n // 7) % 3 == 0] for n in range(120000))
    packed = rle(bits)
    print("rle", len(packed), digest(packed))
    for width in (20, 40, 72):
        lines = wrap(text * 24, width)
        print("wrap", width, len(lines), lines[3])
    rows = [(f"item{n % 97}", n * 37 % 900, n * 13 % 701 / 8) for n in range(50000)]
    report = table(rows)
    print("table", len(report), digest(report[:40000]))
    print(report.splitlines()[4500])
    fields, joined = csv_round(wrap(text * 8, 50))
    print("csv", fields, digest(joined[:40000]), joined.count("Fox"), joined.find("Moon"))
    print("palindromes", palindromes(900000))


main()
