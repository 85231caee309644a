"""Sorting with keys, and sorts written by hand."""
import random

SIZE = 49000


class Student:
    def __init__(self, name, grade, age):
        self.name = name
        self.grade = grade
        self.age = age

    def __lt__(self, other):
        if self.grade != other.grade:
            return self.grade > other.grade
        return self.name < other.name

    def __repr__(self):
        return f"{self.name}/{self.grade}/{self.age}"


def make_students(n, rng):
    letters = "abcdefghijklmnopqrstuvwxyz"
    students = []
    for _ in range(n):
        name = "".join(rng.choice(letters) for _ in range(5))
        students.append(Student(name, rng.randrange(1, 100), rng.randrange(18, 30)))
    return students


def insertion_sort(items, key):
    items = list(items)
    for i in range(1, len(items)):
        item = items[i]
        k = key(item)
        j = i - 1
        while j >= 0 and key(items[j]) > k:
            items[j + 1] = items[j]
            j -= 1
        items[j + 1] = item
    return items


def quick_sort(items, key):
    if len(items) < 2:
        return items
    pivot = key(items[len(items) // 2])
    low = [x for x in items if key(x) < pivot]
    same = [x for x in items if key(x) == pivot]
    high = [x for x in items if key(x) > pivot]
    return quick_sort(low, key) + same + quick_sort(high, key)


def heap_sort(values):
    values = list(values)
    n = len(values)

    def sift(root, end):
        while True:
            child = 2 * root + 1
            if child >= end:
                return
            if child + 1 < end and values[child] < values[child + 1]:
                child += 1
            if values[root] >= values[child]:
                return
            values[root], values[child] = values[child], values[root]
            root = child

    for start in range(n // 2 - 1, -1, -1):
        sift(start, n)
    for end in range(n - 1, 0, -1):
        values[0], values[end] = values[end], values[0]
        sift(0, end)
    return values


def main():
    rng = random.Random(99)
    students = make_students(SIZE, rng)
    print(sorted(students)[:3])
    print(sorted(students, key=lambda s: (s.age, -s.grade, s.name))[:3])
    by_name = sorted(students, key=lambda s: s.name[::-1], reverse=True)
    print(by_name[0], by_name[-1])
    grouped = list(students)
    for field in ("name", "grade", "age"):
        grouped.sort(key=lambda s: getattr(s, field))
    print(grouped[:2])
    quick = quick_sort(students, lambda s: s.grade * 1000 + s.age)
    print(sum(i * s.age for i, s in enumerate(quick)))
    part = students[:150]
    print(insertion_sort(part, lambda s: s.name) == sorted(part, key=lambda s: s.name))
    grades = [s.grade * 31 % 1009 for s in students]
    print(heap_sort(grades) == sorted(grades))
    words = [s.name for s in students]
    words.sort(key=len)
    words.sort(key=str.upper, reverse=True)
    print(words[0], words[-1], max(students, key=lambda s: s.age * 100 + s.grade).grade)


main()
