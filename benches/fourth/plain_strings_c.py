"""String building, formatting and parsing."""


def caesar(text, shift):
    out = []
    for ch in text:
        if "a" <= ch <= "z":
            out.append(chr((ord(ch) - 97 + shift) % 26 + 97))
        elif "A" <= ch <= "Z":
            out.append(chr((ord(ch) - 65 + shift) % 26 + 65))
        else:
            out.append(ch)
    return "".join(out)


def rle(text):
    if not text:
        return ""
    parts = []
    prev, run = text[0], 1
    for ch in text[1:]:
        if ch == prev:
            run += 1
        else:
            parts.append(f"{run}{prev}" if run > 1 else prev)
            prev, run = ch, 1
    parts.append(f"{run}{prev}" if run > 1 else prev)
    return "".join(parts)


def unrle(text):
    out = ""
    num = ""
    for ch in text:
        if ch.isdigit():
            num += ch
        else:
            out += ch * (int(num) if num else 1)
            num = ""
    return out


def is_palindrome(s):
    s = "".join(c for c in s.lower() if c.isalnum())
    return s == s[::-1]


def wrap(text, width):
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    lines.append(line)
    return lines


def table(rows, header):
    widths = [max(len(str(r[i])) for r in [header] + rows) for i in range(len(header))]
    sep = "+".join("-" * (w + 2) for w in widths)
    out = [" | ".join(h.ljust(w) for h, w in zip(header, widths)), sep]
    for row in rows:
        out.append(" | ".join(
            f"{v:>{w}.2f}" if isinstance(v, float) else str(v).rjust(w)
            for v, w in zip(row, widths)))
    return "\n".join(out)


def parse_query(url):
    _, _, query = url.partition("?")
    params = {}
    for pair in query.split("&"):
        key, eq, value = pair.partition("=")
        if eq:
            params[key] = value.replace("+", " ")
    return params


def edit_distance(a, b):
    prev = list(range(len(b) + 1))
    for i, ca in enumerate(a, 1):
        cur = [i]
        for j, cb in enumerate(b, 1):
            cur.append(min(prev[j] + 1, cur[-1] + 1, prev[j - 1] + (ca != cb)))
        prev = cur
    return prev[-1]


def main():
    base = "The quick brown fox jumps over the lazy dog. "
    text = base * 900
    enc = text
    for k in range(1, 16):
        enc = caesar(enc, k)
    print(enc[:45], caesar(enc, -120) == text)

    s = "".join(ch * (i % 5 + 1) for i, ch in enumerate("abcaabbccdd" * 12000))
    packed = rle(s)
    print(len(s), len(packed), unrle(packed) == s)

    print(sum(is_palindrome(f"{n}{str(n)[::-1]}" if n % 2 else f"{n} x") for n in range(60000)))

    total = 0
    for width in range(20, 80):
        total += len(wrap(text, width))
    print("lines", total)

    rows = [[f"item{i}", i * i, i / 7] for i in range(30000)]
    t = table(rows, ["name", "square", "ratio"])
    print(len(t), t.splitlines()[100])

    acc = 0
    for i in range(130000):
        p = parse_query(f"http://example.com/s?q=a+b+{i}&page={i % 10}&flag&sort=asc")
        acc += int(p["page"]) + len(p["q"])
    print("query", acc)
    print("edit", edit_distance("kitten sitting on the mat" * 12, "sitting kitten at the moat" * 12))


main()
