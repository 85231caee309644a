import random

# Checksums, codecs and packet handling on bytes / bytearray / memoryview


def crc_table():
    table = []
    for n in range(256):
        for _ in range(8):
            n = 0xEDB88320 ^ (n >> 1) if n & 1 else n >> 1
        table.append(n)
    return table


TABLE = crc_table()
B64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def crc32(data):
    c = 0xFFFFFFFF
    for b in data:
        c = TABLE[(c ^ b) & 255] ^ (c >> 8)
    return c ^ 0xFFFFFFFF


def adler(data):
    a, b = 1, 0
    for x in data:
        a = (a + x) % 65521
        b = (b + a) % 65521
    return b << 16 | a


def b64encode(data):
    out = bytearray()
    for i in range(0, len(data), 3):
        chunk = data[i:i + 3]
        v = int.from_bytes(chunk + b"\0" * (3 - len(chunk)), "big")
        quad = bytes((B64[v >> 18], B64[v >> 12 & 63], B64[v >> 6 & 63], B64[v & 63]))
        out += quad[:len(chunk) + 1] + b"=" * (3 - len(chunk))
    return bytes(out)


def rle(data):
    out = bytearray()
    i = 0
    while i < len(data):
        j = i
        while j < len(data) and data[j] == data[i] and j - i < 255:
            j += 1
        out.append(j - i)
        out.append(data[i])
        i = j
    return out


def unrle(data):
    return b"".join(bytes([v]) * n for n, v in zip(data[::2], data[1::2]))


def rc4(key, data):
    s = bytearray(range(256))
    j = 0
    for i in range(256):
        j = (j + s[i] + key[i % len(key)]) & 255
        s[i], s[j] = s[j], s[i]
    out = bytearray(len(data))
    i = j = 0
    for n, b in enumerate(data):
        i = (i + 1) & 255
        j = (j + s[i]) & 255
        s[i], s[j] = s[j], s[i]
        out[n] = b ^ s[(s[i] + s[j]) & 255]
    return bytes(out)


def packets(n):
    stream = bytearray()
    for i in range(n):
        body = b"packet %d" % i
        stream += len(body).to_bytes(2, "little") + body
    view, pos, total = memoryview(stream), 0, 0
    while pos < len(view):
        size = int.from_bytes(view[pos:pos + 2], "little")
        word, num = bytes(view[pos + 2:pos + 2 + size]).split(b" ")
        total += int(num) + len(word)
        pos += 2 + size
    return len(stream), total


rng = random.Random(8086)
data = rng.randbytes(400000)
print("crc %08x adler %08x" % (crc32(data), adler(data)), crc32(b"123456789") == 0xCBF43926)
enc = b64encode(data)
print("b64", len(enc), enc[:20].decode(), b64encode(b"hello"))
runs = b"".join(bytes([rng.randrange(4)]) * rng.randint(1, 9) for _ in range(90000))
packed = rle(runs)
print("rle", len(runs), len(packed), unrle(packed) == runs)
cipher = rc4(b"secret", data)
print("rc4", cipher[:8].hex(), rc4(b"secret", cipher) == data)
print("packets", packets(100000))
ba = bytearray(data)
ba.reverse()
ba[10:20] = b"0123456789"
del ba[::7]
print("misc", len(ba), ba.count(b"a"), ba.find(b"89"), crc32(ba.translate(bytes(range(255, -1, -1)))))
print("hex", sum(int(h, 16) for h in data.hex("-", 4).split("-")), bytes.fromhex("c0ffee"), ba[:6].hex().upper())
