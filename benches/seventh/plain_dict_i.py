"""Counting words and pairs in generated prose with string-keyed dicts."""
import random

SYLLABLES = ("ka", "to", "mi", "ra", "ne", "so", "lu", "vi", "do", "be", "shi", "po")


def vocabulary(rng, size):
    words = {}
    while len(words) < size:
        word = "".join(rng.choice(SYLLABLES) for _ in range(rng.randrange(1, 5)))
        words[word] = True
    return list(words)


def prose(vocab, count):
    state = 12345
    out = []
    n = len(vocab)
    for _ in range(count):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        r = (state >> 8) % n
        out.append(vocab[r * r // n])
    return out


def count_words(words):
    counts = {}
    for w in words:
        counts[w] = counts.get(w, 0) + 1
    return counts


def count_pairs(words):
    pairs = {}
    prev = ""
    for w in words:
        follow = pairs.get(prev)
        if follow is None:
            follow = pairs[prev] = {}
        if w in follow:
            follow[w] += 1
        else:
            follow[w] = 1
        prev = w
    return pairs


def count_letters(counts):
    letters = dict.fromkeys("abcdefghijklmnopqrstuvwxyz", 0)
    for word, n in counts.items():
        for ch in word:
            letters[ch] += n
    return letters


def index_by_length(words):
    index = {}
    for i, w in enumerate(words):
        index.setdefault("len" + str(len(w)), {}).setdefault(w, []).append(i)
    return index


def main():
    rng = random.Random(42)
    vocab = vocabulary(rng, 1200)
    words = prose(vocab, 700000)
    counts = count_words(words)
    top = sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:6]
    print("distinct", len(counts), "top", top)
    pairs = count_pairs(words)
    best = max(((n, a, b) for a, f in pairs.items() for b, n in f.items()))
    print("pairs", sum(len(f) for f in pairs.values()), "best", best)
    letters = count_letters(counts)
    print("letters", {k: v for k, v in letters.items() if v})
    index = index_by_length(words[:250000])
    for key in sorted(index):
        group = index[key]
        print(key, len(group), sum(len(v) for v in group.values()))
    removed = 0
    for w in list(counts):
        if counts[w] < 520:
            del counts[w]
            removed += 1
    print("removed", removed, "left", len(counts))


main()
