# Counting with string keys in a dict.
def make_text(n):
    words, seed = [], 12345
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        words.append("w" + str(seed % 5000))
    return " ".join(words)


def count(text):
    out = {}
    for w in text.split():
        if w in out:
            out[w] += 1
        else:
            out[w] = 1
    return out


text = make_text(250_000)
total = {}
for _ in range(4):
    c = count(text)
    for k, v in c.items():
        total[k] = total.get(k, 0) + v
top = sorted(total.items(), key=lambda p: (-p[1], p[0]))[:3]
print(len(total), sum(total.values()), top)
