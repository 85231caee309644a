"""Counting with dicts that have string keys."""

LINES = 48000

WORDS = ("red green blue apple pear plum one two three north south east west cat dog "
         "bird stone river cloud rain snow").split()


def make_lines(count):
    state = 42
    lines = []
    for _ in range(count):
        words = []
        for _ in range(8):
            state = (state * 1103515245 + 12345) % 2147483648
            words.append(WORDS[(state >> 16) % len(WORDS)])
        lines.append(" ".join(words))
    return lines


def count_words(lines):
    counts = {}
    for line in lines:
        for word in line.split():
            if word in counts:
                counts[word] += 1
            else:
                counts[word] = 1
    return counts


def count_letters(lines):
    letters = {}
    for line in lines:
        for ch in line:
            letters[ch] = letters.get(ch, 0) + 1
    return letters


def count_pairs(lines):
    pairs = {}
    for line in lines:
        words = line.split()
        for a, b in zip(words, words[1:]):
            key = a + "-" + b
            pairs.setdefault(key, 0)
            pairs[key] += 1
    return pairs


def index_lines(lines):
    index = {}
    for number, line in enumerate(lines):
        for word in set(line.split()):
            index.setdefault(word, []).append(number)
    return index


class Inventory:
    def __init__(self):
        self.stock = {}
        self.misses = 0

    def put(self, name, n=1):
        self.stock[name] = self.stock.get(name, 0) + n

    def take(self, name, n=1):
        try:
            left = self.stock[name] - n
        except KeyError:
            self.misses += 1
            return
        if left > 0:
            self.stock[name] = left
        else:
            del self.stock[name]


def merge(a, b):
    out = dict(a)
    for key, value in b.items():
        out[key] = out.get(key, 0) + value
    return out


def main():
    lines = make_lines(LINES)
    words = count_words(lines)
    letters = count_letters(lines)
    pairs = count_pairs(lines)
    index = index_lines(lines)
    print(sorted(words.items(), key=lambda kv: (-kv[1], kv[0]))[:3])
    print(max(letters, key=letters.get), sum(letters.values()), len(pairs), max(pairs.values()))
    print(sum(len(v) for v in index.values()), index["cat"][:4])
    inventory = Inventory()
    for number, line in enumerate(lines):
        for word in line.split()[:4]:
            if number % 3:
                inventory.take(f"{word}{number % 5}", 2)
            else:
                inventory.put(f"{word}{number % 4}", 3)
    print(len(inventory.stock), sum(inventory.stock.values()), inventory.misses)
    print(sum(merge(words, letters).values()))


main()
