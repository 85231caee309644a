def reverse_words(s): return " ".join(w[::-1] for w in s.split(" "))
def is_pal(s):
    s = "".join(c.lower() for c in s if c.isalnum())
    return s == s[::-1]
def caesar(s, k):
    out = []
    for c in s:
        if c.isupper(): out.append(chr((ord(c) - 65 + k) % 26 + 65))
        elif c.islower(): out.append(chr((ord(c) - 97 + k) % 26 + 97))
        else: out.append(c)
    return "".join(out)
s = "A man, a plan, a canal: Panama! The Quick Brown Fox. " * 300
n = 0
for i in range(12):
    n += len(reverse_words(s)) + is_pal(s) + len(caesar(s, i)) + s.count("an") + len(s.replace("a", "oo").upper().title().strip().partition("X")[0])
    parts = s.split(", "); n += len("-".join(p.capitalize().ljust(30, ".") for p in parts))
csv = "\n".join(",".join(str(i * j) for j in range(12)) for i in range(8000))
tot = 0
for line in csv.split("\n"):
    f = line.split(",")
    tot += int(f[3]) + len(f[5].zfill(8)) + (f[7].find("9"))
print(n, tot)
