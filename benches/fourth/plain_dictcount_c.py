"""Word frequencies over a generated corpus."""

SYLLABLES = "ka lo mi ne ru ta shi vo pe dra gon bel quo zen".split()
STOP = {"kalo", "mine", "ruta", "shivo"}


class Lcg:
    def __init__(self, seed=1):
        self.state = seed

    def next(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        return (self.state >> 33) % n


def make_text(rng, n_words):
    vocab = []
    for _ in range(900):
        vocab.append("".join(SYLLABLES[rng.next(len(SYLLABLES))] for _ in range(1 + rng.next(3))))
    out = []
    for i in range(n_words):
        # squaring skews towards the front of the vocabulary
        k = rng.next(900) * rng.next(900) // 900
        w = vocab[k]
        if i % 11 == 0:
            w = w.capitalize()
        if i % 13 == 0:
            w += "."
        elif i % 7 == 0:
            w += ","
        out.append(w)
    return " ".join(out)


def words(text):
    for raw in text.split():
        w = raw.strip(".,;!?").lower()
        if w and w not in STOP:
            yield w


def count_words(text):
    counts = {}
    for w in words(text):
        if w in counts:
            counts[w] += 1
        else:
            counts[w] = 1
    return counts


def count_letters(text):
    counts = {}
    for ch in text:
        if ch.isalpha():
            counts[ch] = counts.get(ch, 0) + 1
    return counts


def bigrams(text):
    table = {}
    prev = None
    for w in words(text):
        if prev is not None:
            table.setdefault(prev, {})
            table[prev][w] = table[prev].get(w, 0) + 1
        prev = w
    return table


def by_length(counts):
    groups = {}
    for w, n in counts.items():
        groups.setdefault(len(w), []).append((n, w))
    return groups


def main():
    text = make_text(Lcg(42), 350000)
    counts = count_words(text)
    print("distinct", len(counts), "total", sum(counts.values()))
    top = sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:8]
    for w, n in top:
        print(f"{w:<12}{n:>6}")
    letters = count_letters(text)
    print("".join(sorted(letters, key=lambda c: (-letters[c], c))))
    table = bigrams(text)
    best = max(((n, a, b) for a, row in table.items() for b, n in row.items()))
    print("best bigram", best, "rows", len(table))
    for length, group in sorted(by_length(counts).items()):
        print(length, len(group), max(group)[1])


main()
