# counting with dicts: votes, graphs, tries, n-grams, anagrams

ROUNDS = 3200

NAMES = ["ada", "grace", "alan", "edsger", "barbara", "donald", "john", "linus", "guido", "bjarne"]
POEM = """the art of losing is not hard to master so many things seem filled with the intent
to be lost that their loss is no disaster lose something every day accept the fluster of lost
door keys the hour badly spent tone note eton stone notes onset"""


class Counter:
    def __init__(self):
        self.counts = {}

    def add(self, key, n=1):
        self.counts[key] = self.counts.get(key, 0) + n

    def update(self, keys):
        for key in keys:
            self.add(key)

    def top(self, n):
        return sorted(self.counts.items(), key=lambda item: (-item[1], item[0]))[:n]

    def total(self):
        return sum(self.counts.values())


class Trie:
    def __init__(self):
        self.root = {}
        self.nodes = 0

    def insert(self, word):
        node = self.root
        for ch in word:
            if ch not in node:
                node[ch] = {}
                self.nodes += 1
            node = node[ch]
        node["$"] = node.get("$", 0) + 1

    def count(self, prefix):
        node = self.root
        for ch in prefix:
            node = node.get(ch)
            if node is None:
                return 0
        return self._sum(node)

    def _sum(self, node):
        return sum(v if k == "$" else self._sum(v) for k, v in node.items())


def ngrams(text, n):
    grams = Counter()
    for i in range(len(text) - n + 1):
        grams.add(text[i:i + n])
    return grams


def anagrams(words):
    groups = {}
    for word in words:
        key = "".join(sorted(word))
        if key not in groups:
            groups[key] = set()
        groups[key].add(word)
    return {k: sorted(v) for k, v in groups.items() if len(v) > 1}


def election(ballots):
    """Instant run-off: the weakest is struck until somebody has a majority."""
    struck = set()
    rounds = 0
    while True:
        rounds += 1
        votes = {}
        for ballot in ballots:
            for name in ballot:
                if name not in struck:
                    votes[name] = votes.get(name, 0) + 1
                    break
        best = max(votes, key=lambda n: (votes[n], n))
        if votes[best] * 2 > len(ballots):
            return best, rounds
        struck.add(min(votes, key=lambda n: (votes[n], n)))


def friends(n):
    graph = {}
    for i in range(n):
        a, b = NAMES[i * 3 % 10] + str(i % 4), NAMES[i * 7 % 10] + str(i % 5)
        graph.setdefault(a, {})[b] = i
        graph.setdefault(b, {})[a] = i
    return graph


words = POEM.split()
grand = Counter()
winners = Counter()
trie = Trie()
for r in range(ROUNDS):
    grand.update(words)
    grand.update(ngrams(POEM[r % 50:], 2).counts)
    for word in words[r % 10::3]:
        trie.insert(word)
    ballots = [[NAMES[(v * v + k * (r + 1)) % 10] for k in range(5)] + NAMES for v in range(30)]
    winner, rounds = election(ballots)
    winners.add(winner, rounds)
    graph = friends(60)
    grand.add("edges", sum(map(len, graph.values())))
    for name in list(graph):
        if name.endswith("3"):
            for other in graph.pop(name):
                if other in graph:
                    del graph[other][name]
    grand.add("left", sum(len(v) for v in graph.values()))
print(grand.top(4), grand.total())
print(winners.top(3))
print(trie.nodes, trie.count("th"), trie.count("lo"), trie.count("zzz"))
print(anagrams(words))
