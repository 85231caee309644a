"""Sorting records many ways: keys, tuples, attributes, stability, own algorithms."""
import random


class Person:
    def __init__(self, name, age, city, score):
        self.name = name
        self.age = age
        self.city = city
        self.score = score

    def __lt__(self, other):
        return (self.score, self.name) < (other.score, other.name)


def people(rng, count):
    cities = ("Oslo", "Lima", "Kyoto", "Accra", "Perth", "Quito")
    out = []
    for _ in range(count):
        name = "".join(rng.choice("abcdefghij") for _ in range(6))
        out.append(Person(name, rng.randrange(18, 90), rng.choice(cities), rng.randrange(10000)))
    return out


def quicksort(items, key):
    items = list(items)
    stack = [(0, len(items) - 1)]
    while stack:
        lo, hi = stack.pop()
        if hi - lo < 12:
            for i in range(lo + 1, hi + 1):
                item = items[i]
                k = key(item)
                j = i - 1
                while j >= lo and key(items[j]) > k:
                    items[j + 1] = items[j]
                    j -= 1
                items[j + 1] = item
            continue
        pivot = key(items[(lo + hi) // 2])
        i, j = lo, hi
        while i <= j:
            while key(items[i]) < pivot:
                i += 1
            while key(items[j]) > pivot:
                j -= 1
            if i <= j:
                items[i], items[j] = items[j], items[i]
                i += 1
                j -= 1
        stack.append((lo, j))
        stack.append((i, hi))
    return items


def heapsort(items):
    heap = []
    for x in items:
        heap.append(x)
        i = len(heap) - 1
        while i and heap[(i - 1) // 2] > heap[i]:
            p = (i - 1) // 2
            heap[p], heap[i] = heap[i], heap[p]
            i = p
    out = []
    while heap:
        out.append(heap[0])
        last = heap.pop()
        if heap:
            heap[0] = last
            i = 0
            n = len(heap)
            while True:
                c = 2 * i + 1
                if c >= n:
                    break
                if c + 1 < n and heap[c + 1] < heap[c]:
                    c += 1
                if heap[i] <= heap[c]:
                    break
                heap[i], heap[c] = heap[c], heap[i]
                i = c
    return out


def main():
    rng = random.Random(77)
    folk = people(rng, 33000)
    by_age = sorted(folk, key=lambda p: (p.age, p.name))
    print("youngest", by_age[0].name, "oldest", by_age[-1].name)
    by_city = sorted(by_age, key=lambda p: p.city)
    print("stable", all(a.age <= b.age for a, b in zip(by_city, by_city[1:]) if a.city == b.city))
    natural = sorted(folk)
    print("natural", natural[0].score, natural[-1].score, natural[16500].name)
    rows = [(p.city, -p.score, p.name) for p in folk]
    rows.sort()
    print("rows", rows[0], rows[-1])
    rows.sort(key=lambda r: r[2][::-1], reverse=True)
    print("suffix", rows[0][2], rows[-1][2])
    mine = quicksort(folk, lambda p: p.score * 100 + p.age)
    print("quick", [p.score for p in mine[::8000]])
    numbers = [p.score * 31 % 9973 for p in folk]
    print("heap", heapsort(numbers[:18000]) == sorted(numbers[:18000]))
    words = [p.name for p in folk]
    for k in range(6):
        words.sort(key=lambda w: w[k:] + w[:k])
    print("rotations", words[0], words[-1])


main()
