# Classes that iterate: linked list, binary tree, matrix, ranges, zipped views.
class LinkedList:
    class Node:
        __slots__ = "value", "next"

        def __init__(self, value, next=None):
            self.value, self.next = value, next

    def __init__(self, items=()):
        self.head, self.size = None, 0
        for x in reversed(list(items)):
            self.push(x)

    def push(self, v):
        self.head = self.Node(v, self.head)
        self.size += 1

    def __iter__(self):
        n = self.head
        while n:
            yield n.value
            n = n.next

    def __len__(self):
        return self.size

    def __getitem__(self, i):
        if isinstance(i, slice):
            return LinkedList(list(self)[i])
        if i < 0:
            i += self.size
        for k, v in enumerate(self):
            if k == i:
                return v
        raise IndexError("LinkedList index out of range")

    def __repr__(self):
        return "->".join(map(repr, self)) or "empty"

    def reverse(self):
        prev, n = None, self.head
        while n:
            n.next, prev, n = prev, n, n.next
        self.head = prev
        return self


l = LinkedList("abcd")
print(l, len(l), l[1], l[-1], l[1:3], "c" in l, list(reversed(list(l))), l.reverse(), sorted(l), LinkedList(), *l)
try:
    l[10]
except IndexError as e:
    print(e)


class Tree:
    def __init__(self):
        self.root = None

    def add(self, *vs):
        for v in vs:
            node, self.root = [v, None, None], self.root or None
            if self.root is None:
                self.root = node
                continue
            at = self.root
            while True:
                i = 1 if v < at[0] else 2
                if at[i] is None:
                    at[i] = node
                    break
                at = at[i]
        return self

    def __iter__(self):
        def walk(n):
            if n:
                yield from walk(n[1])
                yield n[0]
                yield from walk(n[2])
        return walk(self.root)

    def depth(self):
        def d(n):
            return 1 + max(d(n[1]), d(n[2])) if n else 0
        return d(self.root)

    def levels(self):
        row = [self.root] if self.root else []
        while row:
            yield [n[0] for n in row]
            row = [k for n in row for k in n[1:] if k]

    def __contains__(self, v):
        n = self.root
        while n and n[0] != v:
            n = n[1 if v < n[0] else 2]
        return n is not None


t = Tree().add(5, 2, 8, 1, 9, 3, 7)
print(list(t), t.depth(), list(t.levels()), 7 in t, 6 in t, list(Tree()), sum(t), min(t), list(zip(t, "abc")))


class Fib:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        a, b = 0, 1
        for _ in range(self.n):
            yield a
            a, b = b, a + b

    def __reversed__(self):
        return iter(list(self)[::-1])

    def __length_hint__(self):
        return self.n


f = Fib(10)
print(list(f), list(reversed(f)), sum(f), 13 in f, [x for x in f if x % 2 == 0], dict(zip(f, Fib(3))))


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return CountdownIterator(self)


class CountdownIterator:
    def __init__(self, c):
        self.k = c.n

    def __iter__(self):
        return self

    def __next__(self):
        if self.k <= 0:
            raise StopIteration
        self.k -= 1
        return self.k + 1


c = Countdown(3)
print([(a, b) for a in c for b in c], list(c), list(map(None or (lambda x: x), c)))
it = iter(c)
print(next(it), list(it), next(it, "end"))
