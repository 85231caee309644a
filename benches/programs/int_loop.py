# A loop over integers: addition, multiplication, remainder, comparison.
def run(n):
    total = 0
    i = 0
    while i < n:
        if i % 3 == 0:
            total += i * 2
        elif i % 5 == 1:
            total -= i
        else:
            total ^= i & 255
        i += 1
    return total


def nested(n):
    count = 0
    for i in range(n):
        for j in range(i):
            if (i + j) % 7 == 3:
                count += j
    return count


print(run(3_000_000), nested(1500))
