# Slices of lists: read, assigned, with steps; the sieve of Eratosthenes among them.
def sieve(n):
    flags = [True] * (n + 1)
    flags[0] = flags[1] = False
    for i in range(2, int(n ** 0.5) + 1):
        if flags[i]:
            flags[i * i::i] = [False] * len(range(i * i, n + 1, i))
    return sum(flags)


def shuffle(n):
    deck = list(range(52))
    for i in range(n):
        cut = i % 51 + 1
        deck = deck[cut:] + deck[:cut]
        deck[::2], deck[1::2] = deck[1::2], deck[::2]
        deck[10:20] = reversed(deck[10:20])
    return deck[:5]


print(sieve(3_000_000), shuffle(60_000))
