"""Text processing: wrapping, ciphers, templates, tokenising, tables, palindromes."""

PROSE = ("It was a bright cold day in the harbour and the gulls were striking thirteen "
         "different poses, while old Mr Winslow counted barrels; forty-two, he said, "
         "forty-three... and then lost his place again because of the noise! ")


def wrap(text, width):
    lines, current = [], ""
    for word in text.split():
        if current and len(current) + 1 + len(word) > width:
            lines.append(current)
            current = word
        else:
            current = f"{current} {word}" if current else word
    lines.append(current)
    return lines


def justify(line, width):
    words = line.split()
    if len(words) == 1:
        return line.ljust(width)
    gaps = len(words) - 1
    spaces, extra = divmod(width - sum(map(len, words)), gaps)
    out = words[0]
    for i, word in enumerate(words[1:]):
        out += " " * (spaces + (i < extra)) + word
    return out


def caesar(text, shift):
    result = []
    for char in text:
        if char.isalpha() and char.isascii():
            base = ord("A") if char.isupper() else ord("a")
            result.append(chr((ord(char) - base + shift) % 26 + base))
        else:
            result.append(char)
    return "".join(result)


def run_length(text):
    out = []
    i = 0
    while i < len(text):
        j = i
        while j < len(text) and text[j] == text[i]:
            j += 1
        out.append(f"{j - i}{text[i]}" if j - i > 1 else text[i])
        i = j
    return "".join(out)


def tokens(source):
    position = 0
    while position < len(source):
        char = source[position]
        start = position
        if char.isspace():
            position += 1
            continue
        if char.isalpha() or char == "_":
            while position < len(source) and (source[position].isalnum() or source[position] == "_"):
                position += 1
            yield "name", source[start:position]
        elif char.isdigit():
            while position < len(source) and source[position].isdigit():
                position += 1
            yield "number", source[start:position]
        else:
            position += 1
            yield "sign", char


def fill_template(template, **values):
    for name, value in values.items():
        template = template.replace("{{" + name + "}}", str(value))
    return template


def longest_palindrome(text):
    best = ""
    for centre in range(len(text)):
        for left, right in ((centre, centre), (centre, centre + 1)):
            while left >= 0 and right < len(text) and text[left] == text[right]:
                left -= 1
                right += 1
            if right - left - 1 > len(best):
                best = text[left + 1:right]
    return best


def table(rows):
    widths = [max(len(str(row[i])) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(" | ".join(f"{cell!s:>{w}}" for cell, w in zip(row, widths)) for row in rows)


def main():
    text = PROSE * 190
    lines = wrap(text, 46)
    page = "\n".join(justify(line, 46) for line in lines)
    print("wrapped", len(lines), page.count("  "), repr(lines[7]))
    secret = text
    for shift in (3, 7, 16):
        secret = caesar(secret, shift)
    print("caesar", secret == text, caesar("Hello, World", 13))
    bits = "".join(bin(n)[2:] for n in range(27_000))
    print("run length", len(bits), len(run_length(bits)), run_length(bits[:40]))
    source = "total_1 = total_1 + price[i] * (100 - rebate) // 100;\n" * 1100
    kinds = {}
    for kind, value in tokens(source):
        kinds[kind] = kinds.get(kind, 0) + len(value)
    print("tokens", sorted(kinds.items()))
    letters = [fill_template("Dear {{title}} {{name}}, you owe {{sum}}.", title="Dr", name=f"N{n}",
                             sum=f"{n * 1.25:,.2f}") for n in range(26_000)]
    print("letters", sum(map(len, letters)), letters[-1])
    print("palindrome", longest_palindrome("".join(c for c in text[:25_000].lower() if c.isalpha())))
    rows = [(n, n ** 2, hex(n), "x" * (n % 5), f"{n / 7:.3f}") for n in range(8000)]
    print("table", len(table(rows)), table(rows[6:8]))
    print("swapped", sum(w.title().swapcase().startswith("h") for w in text.split()), text.find("noise"))


main()
