# generators: graph walks, a lexer, coroutines by hand, infinite series

ROUNDS = 4600


class Graph:
    def __init__(self, n):
        self.edges = {i: [(i * 2 + 1) % n, (i * 3 + 2) % n, (i + 5) % n] for i in range(n)}

    def breadth_first(self, start):
        seen = {start}
        queue = [start]
        while queue:
            node = queue.pop(0)
            yield node
            for other in self.edges[node]:
                if other not in seen:
                    seen.add(other)
                    queue.append(other)

    def depth_first(self, node, seen=None):
        if seen is None:
            seen = set()
        seen.add(node)
        yield node
        for other in self.edges[node]:
            if other not in seen:
                yield from self.depth_first(other, seen)

    def __iter__(self):
        for node, others in self.edges.items():
            for other in others:
                yield node, other


def tokens(text):
    i = 0
    while i < len(text):
        ch = text[i]
        if ch.isspace():
            i += 1
        elif ch.isdigit():
            start = i
            while i < len(text) and text[i].isdigit():
                i += 1
            yield "num", int(text[start:i])
        elif ch.isalpha():
            start = i
            while i < len(text) and text[i].isalnum():
                i += 1
            yield "name", text[start:i]
        else:
            yield "op", ch
            i += 1


def scheduler(tasks):
    """Runs generator tasks in turn; a task may yield another generator to start."""
    tasks = list(tasks)
    turns = 0
    while tasks:
        task = tasks.pop(0)
        turns += 1
        try:
            new = next(task)
        except StopIteration:
            continue
        if new is not None:
            tasks.append(new)
        tasks.append(task)
    return turns


def walker(n, log):
    for i in range(n):
        log.append(i)
        yield walker(n - 3, log) if i == 1 and n > 3 else None


def averager():
    count, total = 0, 0
    while True:
        x = yield
        if x is None:
            return total / count if count else 0
        total += x
        count += 1


def grouper(results):
    while True:
        key = yield
        if key is None:
            return
        results[key] = yield from averager()


def triangular():
    n = step = 0
    while True:
        step += 1
        n += step
        yield n


def until(pred, source):
    for x in source:
        if pred(x):
            return x
        yield x


def pairwise(source):
    it = iter(source)
    try:
        a = next(it)
    except StopIteration:
        return
    for b in it:
        yield a, b
        a = b


def powerset(items):
    if not items:
        yield []
        return
    for rest in powerset(items[1:]):
        yield rest
        yield [items[0]] + rest


def cleanup(log):
    try:
        while True:
            try:
                yield len(log)
            except ValueError as exc:
                log.append(str(exc))
    finally:
        log.append("closed")


nodes = edges = lexed = turns = tri = sets = 0
for r in range(ROUNDS):
    g = Graph(60 + r % 7)
    nodes += sum(i * n for i, n in enumerate(g.breadth_first(r % 50))) % 1009
    nodes += sum(i * n for i, n in enumerate(g.depth_first(r % 50))) % 1009
    edges += sum(1 for a, b in g if a < b)
    for kind, value in tokens(f"let x{r} = (alpha + {r * 17}) * beta2 - {r};"):
        lexed += value if kind == "num" else len(value)
    log = []
    turns += scheduler(walker(k, log) for k in (4, 8, 10)) + sum(log)
    results = {}
    group = grouper(results)
    next(group)
    for key in ("a", "b"):
        group.send(key)
        for x in range(r % 5 + 3):
            group.send(x * r)
        group.send(None)
    tri += sum(b - a for a, b in pairwise(until(lambda n: n > 900, triangular())))
    sets += sum(sum(s) % 5 == 0 for s in powerset(list(range(6))))
    log = []
    c = cleanup(log)
    next(c)
    sets += c.throw(ValueError("bad"))
    c.close()
print(nodes, edges, lexed, turns)
print(tri, sets, log)
print({k: round(v, 2) for k, v in results.items()})
print([n for _, n in zip(range(8), triangular())], list(tokens("a1+22"))[:3])
