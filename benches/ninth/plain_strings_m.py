"""Text work: a report formatter, a template engine, ciphers, run-length coding, word wrap."""

TEXT = """It was a bright cold day in April and the clocks were striking thirteen while the
gardener of the northern palace counted his tulips, one by one, under a pale and patient sun."""


def wrap(text, width):
    lines, current = [], ""
    for word in text.split():
        if current and len(current) + 1 + len(word) > width:
            lines.append(current)
            current = word
        else:
            current = f"{current} {word}" if current else word
    if current:
        lines.append(current)
    return lines


def justify(line, width):
    words = line.split(" ")
    if len(words) == 1:
        return line.ljust(width)
    gaps = len(words) - 1
    spare = width - sum(map(len, words))
    out = []
    for i, word in enumerate(words[:-1]):
        out.append(word + " " * (spare // gaps + (i < spare % gaps)))
    return "".join(out) + words[-1]


def caesar(text, key):
    out = ""
    for ch in text:
        if "a" <= ch <= "z":
            out += chr((ord(ch) - 97 + key) % 26 + 97)
        elif ch.isupper():
            out += chr((ord(ch) - 65 + key) % 26 + 65)
        else:
            out += ch
    return out


def rle(text):
    parts = []
    i = 0
    while i < len(text):
        j = i
        while j < len(text) and text[j] == text[i]:
            j += 1
        parts.append(f"{j - i}{text[i]}")
        i = j
    return "".join(parts)


def unrle(code):
    out, number = [], ""
    for ch in code:
        if ch.isdigit():
            number += ch
        else:
            out.append(ch * int(number))
            number = ""
    return "".join(out)


def render(template, **values):
    pieces = []
    position = 0
    while (start := template.find("{{", position)) >= 0:
        end = template.index("}}", start)
        pieces.append(template[position:start])
        name, _, how = template[start + 2:end].strip().partition("|")
        value = str(values.get(name, "?"))
        match how:
            case "upper":
                value = value.upper()
            case "title":
                value = value.title()
            case "quote":
                value = f'"{value}"'
        pieces.append(value)
        position = end + 2
    return "".join(pieces) + template[position:]


def checksum(text):
    total = 0
    for ch in text:
        total = (total * 31 + ord(ch)) & 0xFFFFFFFF
    return total


def table(rows):
    lines = []
    for name, price, count in rows:
        lines.append(f"{name:<14}|{price:>10.2f}|{count:^7d}|{price * count:>12,.2f}|{count:04x}")
    return "\n".join(lines)


def main():
    widths = [wrap(TEXT * 12, width) for width in range(20, 80)]
    print("wrap", sum(map(len, widths)), max(len(line) for lines in widths for line in lines))
    block = [justify(line, 44) for line in wrap(TEXT, 44)[:-1]]
    print(block[1], {len(line) for line in block})
    secret = TEXT
    for key in range(1, 240):
        secret = caesar(secret, key)
    print("caesar", checksum(secret), caesar(secret, -sum(range(1, 240))) == TEXT)
    codes = [rle(f"{n:b}" * 4 + "a" * (n % 9) + "zz") for n in range(9000)]
    ok = all(unrle(rle(("ab" * (n % 5) + "c" * n).replace("b", "--"))).count("-") == 2 * (n % 5) for n in range(300))
    print("rle", sum(map(len, codes)), codes[77], ok)
    page = "Dear {{name|title}}, your order {{ order|quote }} of {{what|upper}} is {{state}}. {{missing}}"
    letters = [render(page, name=f"mr {'abcde'[n % 5] * 3}", order=n, what="tea", state="late" if n % 3 else "sent")
               for n in range(16000)]
    print("letters", sum(map(len, letters)), letters[13])
    rows = [(f"item-{n}".replace("1", "one"), n * 1.37, n * n % 613) for n in range(45000)]
    sheet = table(rows)
    print("table", len(sheet), checksum(sheet[-9000:]))
    print(sheet.split("\n")[321])
    print("vowels", {v: TEXT.lower().count(v) for v in "aeiou"}, TEXT.swapcase()[:12])


main()
