"""Word counts over generated text with plain dicts, setdefault, get, sorting of items."""
import random

ROUNDS = 7
output = []


def report(*items):
    output.append(" ".join(str(x) for x in items))


SYLLABLES = ["ba", "ko", "mi", "tu", "ren", "sal", "do", "vi", "per", "lan", "gu", "zo"]


def make_words(rng, n):
    vocab = []
    for _ in range(2500):
        vocab.append("".join(rng.choice(SYLLABLES) for _ in range(rng.randint(1, 4))))
    words = []
    for _ in range(n):
        i = int(len(vocab) * rng.random() ** 3)
        words.append(vocab[i])
    return words


def count_get(words):
    counts = {}
    for w in words:
        counts[w] = counts.get(w, 0) + 1
    return counts


def count_in(words):
    counts = {}
    for w in words:
        if w in counts:
            counts[w] += 1
        else:
            counts[w] = 1
    return counts


def count_try(words):
    counts = {}
    for w in words:
        try:
            counts[w] += 1
        except KeyError:
            counts[w] = 1
    return counts


def bigrams(words):
    table = {}
    prev = None
    for w in words:
        if prev is not None:
            follow = table.setdefault(prev, {})
            follow[w] = follow.get(w, 0) + 1
        prev = w
    return table


def letters(words):
    freq = {}
    for w in words:
        for ch in w:
            freq[ch] = freq.get(ch, 0) + 1
    return freq


def group_by_length(words):
    groups: dict[int, set] = {}
    for w in words:
        groups.setdefault(len(w), set()).add(w)
    return {k: len(v) for k, v in sorted(groups.items())}


def top(counts, n):
    return sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:n]


def main():
    rng = random.Random(99)
    words = make_words(rng, 120000)
    a, b, c = count_get(words), count_in(words), count_try(words)
    report(len(a), a == b == c, sum(a.values()))
    for w, n in top(a, 5):
        report(f"{w:<14}{n:>6}")
    bi = bigrams(words)
    report(len(bi), sum(len(v) for v in bi.values()))
    best = max(((x, y, n) for x, d in bi.items() for y, n in d.items()),
               key=lambda t: (t[2], t[0], t[1]))
    report(best)
    report(sorted(letters(words[:40000]).items()))
    report(group_by_length(words))
    merged = dict(a)
    for w in list(merged):
        if merged[w] < 5:
            del merged[w]
    report(len(merged), sum(merged.values()))
    inverted = {}
    for w, n in a.items():
        inverted.setdefault(n, []).append(w)
    report(len(inverted), sorted(max(inverted.items(), key=lambda kv: (len(kv[1]), kv[0]))[1])[:3])


if __name__ == "__main__":
    for _ in range(ROUNDS):
        output.clear()
        main()
    print("\n".join(output))
