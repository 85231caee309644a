text = ("the quick brown fox jumps over the lazy dog while seven wizards mix potions "
        "and the brown dog sleeps under the old oak tree near the river bank ") * 1600
def count_words(t):
    c = {}
    for w in t.split():
        c[w] = c.get(w, 0) + 1
    return c
def count_letters(t):
    c = {}
    for ch in t:
        if ch.isalpha():
            if ch not in c:
                c[ch] = 0
            c[ch] += 1
    return c
def bigrams(t):
    ws = t.split(); c = {}
    for a, b in zip(ws, ws[1:]):
        c.setdefault(a, {}); c[a][b] = c[a].get(b, 0) + 1
    return c
for _ in range(4):
    w = count_words(text); l = count_letters(text); b = bigrams(text)
print(sorted(w.items(), key=lambda kv: (-kv[1], kv[0]))[:3], sorted(l.items())[:4], len(b))
