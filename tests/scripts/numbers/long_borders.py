# stress: 97
# Long ints around the sizes where their text, their bytes and their memory are handled in another way.
kept = []
total = 0
for bits in list(range(40, 460, 7)) + [32_600, 39_900, 58_100, 74_700, 104_500, 130_800, 130_950, 150_000]:
    a = 3 ** (bits * 2 // 3)
    a >>= max(0, a.bit_length() - bits)
    for x in (a, -a):
        n = x.bit_length() // 8 + 1
        for order in ("big", "little"):
            text = x.to_bytes(n + 1, order, signed=True)
            assert int.from_bytes(text, order, signed=True) == x
            for cut in range(11):
                total += int.from_bytes(text[:cut], order, signed=True) - int.from_bytes(text[cut:][:9], order)
        for y in (a // 3, -7, 0, a + 1):
            total += sum(v % 1_000_003 for v in (x + y, x - y, y - x, x & y, x | y, x ^ y, ~y, -y))
        if bits < 460:
            assert int(str(x)) == x
            total += len(str(x))
    kept.append(a)
print(total, sum(hash(a) % 1009 for a in kept))
for k in list(range(14, 42)) + [56, 57, 58, 75, 76, 94, 95, 96, 113, 114, 115, 116, 117, 133]:
    print(str(10 ** k), str(1 - 10 ** k))
print(str(2 ** 384 - 1), str(-(2 ** 384)))
words = ["x" * n for n in (4000, 4080, 5000, 7200, 9400, 13_000, 16_300, 16_360, 16_400, 20_000)]
print([len(w + "y") for w in words], all(set(w) == {"x"} for w in words))
