"""String building and formatting reports with f-strings, %, str.format, join."""

ROUNDS = 6
output = []


def report(*items, sep=" "):
    output.append(sep.join(str(x) for x in items))


class Account:
    def __init__(self, ident, owner, cents, rate):
        self.ident = ident
        self.owner = owner
        self.cents = cents
        self.rate = rate

    def __str__(self):
        return f"#{self.ident:05d} {self.owner:<12.12s} {self.cents / 100:>12,.2f} {self.rate:6.2%}"

    def __format__(self, spec):
        if spec == "short":
            return f"{self.owner}:{self.cents}"
        return format(str(self), spec)

    def __repr__(self):
        return "Account({!r}, {!r})".format(self.ident, self.owner)


def checksum(s):
    h = 5381
    for ch in s:
        h = (h * 33 + ord(ch)) & 0xFFFFFFFF
    return h


def build_report(accounts):
    lines = ["{:^40}".format("REPORT"), "=" * 40]
    for a in accounts:
        lines.append(f"| {a} |")
    total = sum(a.cents for a in accounts)
    lines.append(f"{'total':>20s}: {total / 100:>+15,.2f}")
    return "\n".join(lines)


def percent_table(n):
    out = []
    for i in range(n):
        out.append("%5d|%-8s|%08.3f|%x|%o|%e|%+d|%5.1f%%" %
                   (i, "n" + str(i), i / 7, i, i, i * 1.5, -i, i % 100))
    return out


def format_table(n):
    row = "{0:>4}/{name:*^9}/{1:<8.4f}/{0:#06x}/{0:b}/{2!r:>10}"
    return [row.format(i, i ** 0.5, "v%d" % i, name=chr(97 + i % 26) * (i % 8)) for i in range(n)]


def roman(n):
    out = ""
    for v, s in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
                 (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while n >= v:
            out += s
            n -= v
    return out


def hexdump(data: bytes) -> str:
    rows = []
    for off in range(0, len(data), 16):
        chunk = data[off:off + 16]
        hexa = " ".join(f"{b:02x}" for b in chunk)
        text = "".join(chr(b) if 32 <= b < 127 else "." for b in chunk)
        rows.append(f"{off:08x}  {hexa:<47}  |{text}|")
    return "\n".join(rows)


def main():
    owners = ["alice", "bob", "charlotte-anne", "dmitri", "eve", "françois"]
    accounts = [Account(i, owners[i % 6], (i * 7919) % 1000003 - 5000, i % 37 / 400) for i in range(12000)]
    rep = build_report(accounts)
    report(len(rep), checksum(rep[:60000]), rep.count("bob"))
    report(accounts[17], f"{accounts[8]:short}", repr(accounts[3]), sep="\n")
    pt = percent_table(20000)
    report(sum(map(len, pt)), pt[1234])
    ft = format_table(20000)
    report(sum(map(len, ft)), ft[1231])
    r = [roman(i) for i in range(1, 4000)]
    report(r[1993], max(r, key=len), len("".join(r)))
    dump = hexdump(bytes((i * i + 3 * i) % 256 for i in range(24000)))
    report(len(dump), checksum(dump[-5000:]))
    report(dump.splitlines()[100])
    s = ""
    for i in range(60000):
        s += str(i % 10) if i % 3 else ","
    report(len(s), checksum(s[::9]))


if __name__ == "__main__":
    for _ in range(ROUNDS):
        output.clear()
        main()
    print("\n".join(output))
