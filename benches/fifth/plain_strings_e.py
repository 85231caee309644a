"""Building and formatting of strings."""

ROUNDS = 11000


class Employee:
    def __init__(self, number, name, salary):
        self.number = number
        self.name = name
        self.salary = salary

    def __str__(self):
        return f"#{self.number:04d} {self.name:<12}|{self.salary:>12,.2f}"

    def __format__(self, spec):
        if spec == "short":
            return self.name[:3].upper()
        return str(self)


def table(rows):
    out = []
    widths = [max(len(str(row[c])) for row in rows) for c in range(len(rows[0]))]
    for row in rows:
        cells = [str(cell).rjust(w) if i else str(cell).ljust(w) for i, (cell, w) in enumerate(zip(row, widths))]
        out.append(" | ".join(cells))
    rule = "-+-".join("-" * w for w in widths)
    return out[0] + "\n" + rule + "\n" + "\n".join(out[1:])


def caesar(text, shift):
    result = ""
    for ch in text:
        if ch.isalpha():
            base = ord("A") if ch.isupper() else ord("a")
            result += chr((ord(ch) - base + shift) % 26 + base)
        else:
            result += ch
    return result


def run_lengths(text):
    parts = []
    i = 0
    while i < len(text):
        j = i
        while j < len(text) and text[j] == text[i]:
            j += 1
        parts.append(f"{j - i}{text[i]}")
        i = j
    return "".join(parts)


def title_words(text):
    return " ".join(w.capitalize() for w in text.replace("_", " ").split())


def crc(text, start=0):
    acc = start
    for ch in text:
        acc = (acc * 131 + ord(ch)) % 4294967291
    return acc


def wrap(text, width):
    lines = []
    line = ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    lines.append(line)
    return lines


def main():
    check = 0
    length = 0
    text = "the_quick brown Fox jumps_over the Lazy dog and runs away"
    for r in range(ROUNDS):
        people = [Employee(r * 10 + i, name, 1234.5 * (i + 1) + r) for i, name in enumerate(("ann", "bartholomew", "cy"))]
        listing = "\n".join(str(p) for p in people)
        listing += "/".join(format(p, "short") for p in people)
        rows = [("name", "n", "hex")] + [(p.name, p.number, "%05x" % p.number) for p in people]
        grid = table(rows)
        secret = caesar(text, r % 26)
        back = caesar(secret, -(r % 26))
        assert back == text
        wrapped = wrap(title_words(text) + " {} {:>6} {:e}".format(r, r * 3, r / 7), 20)
        runs = run_lengths(bin(r * 977)[2:] + "aaabbc" * 2)
        whole = listing + grid + secret + runs + "\n".join(wrapped)
        length += len(whole)
        if r % 4 == 0:
            check = crc(whole, check)
    print(check, length)
    print(people[1])
    print(grid)
    print(runs, wrapped[-1])


main()
