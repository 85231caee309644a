"""Lazy pipelines: infinite sequences, a tokenizer and evaluator, tree walks with yield from,
send()-driven parsers and a round-robin of generators."""


def take(n, iterable):
    for _, item in zip(range(n), iterable):
        yield item


def count(start=0, step=1):
    while True:
        yield start
        start += step


def primes():
    composites = {}
    for n in count(2):
        if n not in composites:
            yield n
            composites[n * n] = [n]
        else:
            for p in composites.pop(n):
                composites.setdefault(n + p, []).append(p)


def pairwise(iterable):
    it = iter(iterable)
    previous = next(it)
    for item in it:
        yield previous, item
        previous = item


def merge(*streams):
    """Merge ascending infinite streams without duplicates (Hamming numbers below)."""
    heads = [next(s) for s in streams]
    while True:
        smallest = min(heads)
        yield smallest
        for i, head in enumerate(heads):
            if head == smallest:
                heads[i] = next(streams[i])


def hamming():
    values = [1]

    def scaled(k):
        index = 0
        while True:
            yield values[index] * k
            index += 1

    yield 1
    for value in merge(scaled(2), scaled(3), scaled(5)):
        values.append(value)
        yield value


def tokens(text):
    number = None
    for ch in text + " ":
        if ch.isdigit():
            number = (number or 0) * 10 + int(ch)
            continue
        if number is not None:
            yield "num", number
            number = None
        if not ch.isspace():
            yield "op", ch


def rpn(text):
    stack = []
    for kind, value in tokens(text):
        match kind, value:
            case "num", n:
                stack.append(n)
            case "op", "+":
                stack.append(stack.pop() + stack.pop())
            case "op", "*":
                stack.append(stack.pop() * stack.pop() % 9973)
            case "op", "~":
                stack.append(-stack.pop())
    return stack[0]


class Tree:
    def __init__(self, key):
        self.key = key
        self.left = self.right = None

    def insert(self, key):
        node = self
        while True:
            side = "left" if key < node.key else "right"
            if getattr(node, side) is None:
                setattr(node, side, Tree(key))
                return
            node = getattr(node, side)

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.key
        if self.right:
            yield from self.right

    def leaves(self):
        if self.left is None and self.right is None:
            yield self.key
            return 1
        total = 0
        for child in (self.left, self.right):
            if child is not None:
                total += yield from child.leaves()
        return total


def statistics():
    low = high = total = None
    try:
        while True:
            value = yield (low, high, total)
            if total is None:
                low = high = total = value
            else:
                low, high, total = min(low, value), max(high, value), total + value
    except GeneratorExit:
        statistics.closed += 1
        raise


statistics.closed = 0


def round_robin(*iterables):
    active = [iter(it) for it in iterables]
    while active:
        still = []
        for it in active:
            try:
                yield next(it)
            except StopIteration:
                continue
            still.append(it)
        active = still


def main():
    gaps = {}
    for a, b in pairwise(take(20000, primes())):
        gaps[b - a] = gaps.get(b - a, 0) + 1
    print("gaps", max(gaps), gaps[2], gaps[6])
    print("hamming", [h for i, h in enumerate(take(3384, hamming())) if i % 846 == 845])
    formula = " ".join(f"{n} {n % 7} + {n * 3} * +" if n else "1" for n in range(4000))
    print("rpn", rpn(formula), sum(1 for _ in tokens(formula)))
    root = Tree(5000)
    key = 1
    for _ in range(9000):
        key = key * 7621 % 10007
        root.insert(key)
    walk = list(root)
    print("tree", len(walk), walk == sorted(walk), sum(root.leaves()))
    for step in (3, 17, 40):
        stats = statistics()
        next(stats)
        last = None
        for value in (v * v % 1013 for v in range(0, 60000, step)):
            last = stats.send(value)
        stats.close()
        print("statistics", last)
    mixed = round_robin(range(40000), take(15000, count(5, 5)), "xyz" * 1000, (n for n in walk if n & 1))
    digest = 0
    for item in mixed:
        digest = (digest * 3 + (ord(item) if isinstance(item, str) else item)) % 1_000_003
    print("mixed", digest, "closed", statistics.closed)


main()
