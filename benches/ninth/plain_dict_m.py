"""Counting with string keys: a Markov babbler writes a text, then words, bigrams, anagrams
and an inverted index are made of it."""

SYLLABLES = "ka lo mi ru te sha po vi ne dor gal ix um bre".split()


class Babbler:
    def __init__(self, seed):
        self.state = seed

    def roll(self, n):
        self.state = (self.state * 48271) % 2147483647
        return self.state % n

    def word(self):
        return "".join(SYLLABLES[self.roll(len(SYLLABLES))] for _ in range(1 + self.roll(3)))

    def line(self, length):
        return " ".join(self.word() for _ in range(length))


class Counter(dict):
    def __missing__(self, key):
        return 0

    def add(self, items):
        for item in items:
            self[item] += 1
        return self

    def top(self, n):
        return sorted(self.items(), key=lambda kv: (-kv[1], kv[0]))[:n]


def bigrams(words):
    return {f"{a} {b}": None for a, b in zip(words, words[1:])}.keys()


def index_lines(lines):
    index = {}
    for number, line in enumerate(lines):
        for word in line.split():
            index.setdefault(word, {})[number] = index.get(word, {}).get(number, 0) + 1
    return index


def anagram_groups(words):
    groups = {}
    for word in words:
        key = "".join(sorted(word))
        if key not in groups:
            groups[key] = []
        groups[key].append(word)
    return {key: group for key, group in groups.items() if len(group) > 1}


def merge(into, other):
    for key, count in other.items():
        try:
            into[key] += count
        except KeyError:
            into[key] = count
    return into


def main():
    babbler = Babbler(20240)
    lines = [babbler.line(6 + n % 7) for n in range(6000)]
    words = Counter()
    pairs = Counter()
    letters = {}
    for line in lines:
        tokens = line.split()
        words.add(tokens)
        pairs.add(bigrams(tokens))
        merge(letters, {ch: line.count(ch) for ch in "aeiou"})
    print("words", sum(words.values()), len(words), words.top(4))
    print("pairs", len(pairs), pairs.top(3))
    print("letters", letters)
    index = index_lines(lines)
    most_spread = max(index, key=lambda w: (len(index[w]), w))
    print("index", len(index), most_spread, len(index[most_spread]))
    groups = anagram_groups(words)
    largest = max(groups.values(), key=lambda g: (len(g), g))
    print("anagrams", len(groups), sorted(largest)[:5])
    rare = [word for word in words if words[word] == 1]
    for word in rare:
        del words[word]
    print("without rare", len(words), "rare", len(rare))
    common = letters.keys() & {word[-1] for word in words}
    ends = Counter().add(word[-2:] for word in words)
    print("endings", sorted(common), ends.top(3), words["no such word"], "zz" in words)


main()
