# strings: invoices, palindromes, roman numerals, templates, a bit of markup

COUNT = 20000

ROMAN = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
         (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]


def to_roman(n):
    out = ""
    for value, digits in ROMAN:
        while n >= value:
            out += digits
            n -= value
    return out


def from_roman(text):
    values = {letter: value for value, letter in ROMAN if len(letter) == 1}
    total = 0
    for here, after in zip(text, text[1:] + " "):
        v = values[here]
        total += -v if values.get(after, 0) > v else v
    return total


def is_palindrome(text):
    letters = [c.lower() for c in text if c.isalnum()]
    return letters == letters[::-1]


def invoice(number, lines):
    out = [f"Invoice {number:>08}", "=" * 30]
    total = 0
    for name, qty, price in lines:
        amount = qty * price
        total += amount
        out.append(f"{name:.<14}{qty:3d} x {price:7.2f}")
    out.append(f"{'total':>14} {total:+10.2f}")
    out.append("paid: {0}, due: {1:.1%}".format(total > 50, (total % 10) / 100))
    return "\n".join(out)


def render(template, values):
    out = []
    rest = template
    while True:
        before, sep, rest = rest.partition("{{")
        out.append(before)
        if not sep:
            return "".join(out)
        name, _, rest = rest.partition("}}")
        out.append(str(values.get(name.strip(), "?")))


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class Tag:
    def __init__(self, name, *children, **attrs):
        self.name = name
        self.children = children
        self.attrs = attrs

    def __str__(self):
        attrs = "".join(f' {k}="{v}"' for k, v in self.attrs.items())
        inner = "".join(str(c) if isinstance(c, Tag) else escape(str(c)) for c in self.children)
        return f"<{self.name}{attrs}>{inner}</{self.name}>"


def hexdump(data):
    lines = []
    for start in range(0, len(data), 8):
        block = data[start:start + 8]
        codes = " ".join("%02x" % ord(c) for c in block)
        shown = "".join(c if c.isprintable() else "." for c in block)
        lines.append(f"{start:04x}  {codes:<23}  {shown}")
    return lines


def camel(name):
    head, *tail = name.split("_")
    return head + "".join(part.title() for part in tail)


def snake(name):
    out = ""
    for ch in name:
        out += "_" + ch.lower() if ch.isupper() else ch
    return out


size = palindromes = 0
check = 1
for n in range(1, COUNT + 1):
    roman = to_roman(n % 3999)
    assert from_roman(roman) == n % 3999
    palindromes += is_palindrome(f"{n}") + is_palindrome("A man, a plan, a canal: Panama" + roman[:1])
    bill = invoice(n, [("apples", n % 7 + 1, 0.35), ("bread & butter", 2, 1.1 * (n % 5)), ("tea", n % 3, 2.75)])
    letter = render("Dear {{name}}, you owe {{ sum }} for {{thing}}.", {"name": roman.lower(), "sum": n * 1.5})
    page = str(Tag("div", Tag("b", letter), "<", n, Tag("i", "x" * (n % 4)), id=n, title=roman))
    names = camel("some_long_name_%d" % n)
    assert snake(names).startswith("some_long")
    text = bill + page + names + "|".join(hexdump("abc\t\n" + roman))
    size += len(text.encode())
    check = (check * 31 + len(text) * ord(text[n % len(text)])) % 1000003
print(size, palindromes, check)
print(bill.splitlines()[-2], roman)
print(page)
print(hexdump("hello\tworld")[0])
