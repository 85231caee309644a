# Building and formatting text.
def build(n):
    out = ""
    for i in range(n):
        out += "x" if i & 1 else "yz"
    return len(out)


def joined(n):
    parts = []
    for i in range(n):
        parts.append(f"{i}:{i * 2:>6}|{i / 3:.2f}")
    return len(",".join(parts))


def methods(n):
    total = 0
    for i in range(n):
        s = "  Hello, World %d  " % i
        t = s.strip().lower().replace("world", "there").split(", ")
        total += len(t[0]) + t[1].find("there") + t[1].count("e") + (t[0] == "hello") + s.startswith("  H")
    return total


def scan(text):
    vowels = 0
    for c in text:
        if c in "aeiou":
            vowels += 1
    return vowels


print(build(1_000_000), joined(150_000), methods(150_000), scan("the quick brown fox " * 60_000))
