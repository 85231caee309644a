"""Word statistics over a synthetic text, counted with dictionaries keyed by strings."""
import random

SYLLABLES = "ka lo mi ren tu sha be dor qui ast ul em fin gra po".split()


def make_text(seed: int, words: int) -> str:
    rng = random.Random(seed)
    vocab = sorted({"".join(rng.choices(SYLLABLES, k=rng.randint(1, 4))) for _ in range(3000)})
    out = []
    for i in range(words):
        w = vocab[int(len(vocab) * rng.random() ** 3)]
        if i % 17 == 0:
            w = w.capitalize()
        if i % 11 == 10:
            w += rng.choice(".,;!?")
        out.append(w)
    return " ".join(out)


def normalise(text: str) -> list[str]:
    return [w.strip(".,;!?").lower() for w in text.split()]


def count_get(words: list[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for w in words:
        counts[w] = counts.get(w, 0) + 1
    return counts


def count_in(words: list[str]) -> dict[str, int]:
    counts = {}
    for w in words:
        if w in counts:
            counts[w] += 1
        else:
            counts[w] = 1
    return counts


def count_try(words: list[str]) -> dict[str, int]:
    counts = {}
    for w in words:
        try:
            counts[w] += 1
        except KeyError:
            counts[w] = 1
    return counts


def bigrams(words: list[str]) -> dict[str, dict[str, int]]:
    table: dict[str, dict[str, int]] = {}
    for a, b in zip(words, words[1:]):
        row = table.setdefault(a, {})
        row[b] = row.get(b, 0) + 1
    return table


def letters(words: list[str]) -> dict[str, int]:
    c = dict.fromkeys("abcdefghijklmnopqrstuvwxyz", 0)
    for w in words:
        for ch in w:
            c[ch] += 1
    return {k: v for k, v in c.items() if v}


def main() -> None:
    words = normalise(make_text(4242, 400_000))
    a, b, c = count_get(words), count_in(words), count_try(words)
    print("agree", a == b == c, "distinct", len(a))
    for w, n in sorted(a.items(), key=lambda kv: (-kv[1], kv[0]))[:8]:
        print(f"{w:<14}{n:>7}")
    table = bigrams(words)
    pairs = sum(len(r) for r in table.values())
    print("bigrams", pairs, max((n, x, y) for x, r in table.items() for y, n in r.items()))
    by_len: dict[int, list[str]] = {}
    for w in a:
        by_len.setdefault(len(w), []).append(w)
    print({n: len(ws) for n, ws in sorted(by_len.items())})
    print(letters(words))
    rare = [w for w in a if a[w] < 90]
    for w in rare:
        del a[w]
    print("rare", len(rare), "left", len(a), next(iter(a)), a.popitem())


main()
