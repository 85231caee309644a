"""Sorting algorithms by hand and list.sort with keys."""
import random


def insertion_sort(items):
    for i in range(1, len(items)):
        value = items[i]
        j = i
        while j > 0 and items[j - 1] > value:
            items[j] = items[j - 1]
            j -= 1
        items[j] = value
    return items


def shell_sort(items):
    gap = len(items) // 2
    while gap:
        for i in range(gap, len(items)):
            value, j = items[i], i
            while j >= gap and items[j - gap] > value:
                items[j] = items[j - gap]
                j -= gap
            items[j] = value
        gap = 1 if gap == 2 else gap * 5 // 11
    return items


def quick_sort(items, low=0, high=None):
    if high is None:
        high = len(items) - 1
    while low < high:
        pivot = items[(low + high) // 2]
        i, j = low, high
        while i <= j:
            while items[i] < pivot:
                i += 1
            while items[j] > pivot:
                j -= 1
            if i <= j:
                items[i], items[j] = items[j], items[i]
                i += 1
                j -= 1
        if j - low < high - i:
            quick_sort(items, low, j)
            low = i
        else:
            quick_sort(items, i, high)
            high = j
    return items


def merge_sort(items):
    if len(items) < 2:
        return items
    middle = len(items) // 2
    left, right = merge_sort(items[:middle]), merge_sort(items[middle:])
    out = []
    i = j = 0
    while i < len(left) and j < len(right):
        if right[j] < left[i]:
            out.append(right[j])
            j += 1
        else:
            out.append(left[i])
            i += 1
    return out + left[i:] + right[j:]


def heap_sort(items):
    def sift(start, end):
        root = start
        while (child := 2 * root + 1) < end:
            if child + 1 < end and items[child] < items[child + 1]:
                child += 1
            if items[root] >= items[child]:
                return
            items[root], items[child] = items[child], items[root]
            root = child

    for start in range(len(items) // 2 - 1, -1, -1):
        sift(start, len(items))
    for end in range(len(items) - 1, 0, -1):
        items[0], items[end] = items[end], items[0]
        sift(0, end)
    return items


def radix_sort(items, base=64):
    place, largest = 1, max(items)
    while place <= largest:
        buckets = [[] for _ in range(base)]
        for item in items:
            buckets[item // place % base].append(item)
        items = [item for bucket in buckets for item in bucket]
        place *= base
    return items


class Version:
    def __init__(self, text):
        self.parts = tuple(map(int, text.split(".")))

    def __lt__(self, other):
        return self.parts < other.parts

    def __str__(self):
        return ".".join(map(str, self.parts))


def main():
    rng = random.Random(1999)
    for sort, size in ((insertion_sort, 900), (shell_sort, 11000), (quick_sort, 22000),
                       (merge_sort, 15000), (heap_sort, 9000), (radix_sort, 35000)):
        data = [rng.randrange(1_000_000) for _ in range(size)]
        result = sort(data[:])
        print(f"{sort.__name__:15}{result == sorted(data)} {result[0]} {result[size // 3]}")
    words = ["".join(rng.choice("abcde") for _ in range(rng.randint(2, 6))) for _ in range(14_000)]
    words.sort()
    words.sort(key=len, reverse=True)
    by_tail = sorted(words, key=lambda w: (w[-1], -len(w), w))
    print("words", words[0], words[-1], by_tail[0], by_tail[4000])
    versions = [Version(f"{rng.randrange(4)}.{rng.randrange(20)}.{n % 10}") for n in range(7000)]
    versions.sort()
    print("versions", versions[0], versions[1500], max(versions))


main()
