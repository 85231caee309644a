# Nested loops: game of life on a torus, collatz, triples, edit distance, random walk by LCG.


def life(width, height, generations):
    grid = [[1 if (x * x + 3 * y + x * y) % 7 < 3 else 0 for x in range(width)]
            for y in range(height)]
    for _ in range(generations):
        fresh = []
        for y in range(height):
            above = grid[y - 1]
            row = grid[y]
            below = grid[(y + 1) % height]
            line = []
            for x in range(width):
                right = x + 1 if x + 1 < width else 0
                around = (above[x - 1] + above[x] + above[right] + row[x - 1] + row[right]
                          + below[x - 1] + below[x] + below[right])
                line.append(1 if around == 3 or (around == 2 and row[x]) else 0)
            fresh.append(line)
        grid = fresh
    return sum(map(sum, grid)), sum(x * y for y in range(height) for x in range(width) if grid[y][x])


def collatz(limit):
    longest, start = 0, 0
    for n in range(1, limit):
        value, steps = n, 0
        while value != 1:
            if value % 2:
                value = 3 * value + 1
            else:
                value //= 2
            steps += 1
        if steps > longest:
            longest, start = steps, n
    return start, longest


def triples(limit):
    found = 0
    biggest = None
    for a in range(1, limit):
        c = a + 1
        for b in range(a + 1, limit):
            target = a * a + b * b
            while c * c < target:
                c += 1
            if c > limit:
                break
            if c * c == target:
                found += 1
                biggest = (a, b, c)
    return found, biggest


def edit_distance(first, second):
    previous = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        current = [i]
        for j, b in enumerate(second, 1):
            best = previous[j - 1]
            if a != b:
                if previous[j] < best:
                    best = previous[j]
                if current[j - 1] < best:
                    best = current[j - 1]
                best += 1
            current.append(best)
        previous = current
    return previous[-1]


def walk(steps):
    x = y = 0
    state = 12345
    farthest = 0
    while steps:
        steps -= 1
        state = (state * 1664525 + 1013904223) % 4294967296
        direction = state >> 30
        if direction == 0:
            x += 1
        elif direction == 1:
            x -= 1
        elif direction == 2:
            y += 1
        else:
            y -= 1
        if steps % 5 == 0:
            continue
        distance = abs(x) + abs(y)
        if distance > farthest:
            farthest = distance
    return x, y, farthest


def smallest_divisors(limit):
    histogram = {}
    for n in range(2, limit):
        d = 2
        while d * d <= n:
            if n % d == 0:
                break
            d += 1
        else:
            d = 0
        histogram[d] = histogram.get(d, 0) + 1
    return sorted(histogram.items())[:6]


if __name__ == "__main__":
    print("life", life(48, 40, 45))
    print("collatz", collatz(10_000))
    print("triples", triples(300))
    text = "the quick brown fox jumps over the lazy dog " * 6
    print("distance", edit_distance(text, text[::-1]), edit_distance(text[7:], text))
    print("walk", walk(350_000))
    print("divisors", smallest_divisors(20_000))
