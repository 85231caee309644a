# Bytearrays that are emptied at the front and filled at the end, with all else in between.
buf = bytearray()
model = []
for i in range(400):
    buf.extend(b"%d," % i)
    model += b"%d," % i
    if i % 3 == 0:
        n = i % 11
        del buf[:n]
        del model[:n]
    if i % 50 == 7:
        buf += bytes([i % 256]) * 3
        model += [i % 256] * 3
    if i % 50 == 9:
        buf.insert(2, 33)
        model.insert(2, 33)
        assert buf.pop(0) == model.pop(0) and buf.pop() == model.pop()
    if i % 60 == 11:
        buf[1:4] = b"changed"
        model[1:4] = b"changed"
        del buf[::7], model[::7]
    if i % 97 == 3:
        buf.reverse()
        model.reverse()
    assert len(buf) == len(model) and list(buf) == model, i
print(len(buf), bytes(buf[:30]), buf.find(b"399"), buf.count(b","), buf == bytes(model))

buf = bytearray(b"0123456789" * 20)
del buf[:50]
copy = buf.copy()
print(len(buf), len(copy), copy == buf, buf[0], buf[-1], buf.startswith(b"0123"), hash(bytes(buf)) == hash(bytes(copy)))
buf[0] = 65
print(buf[:3], copy[:3], bytes(memoryview(buf)[:4]), buf.split(b"9")[0], buf.index(b"5"), b"A1" in buf, buf.decode()[:5])
del buf[:1000]
print(buf, not buf)
buf += b"again"
del buf[:0]
del buf[:-2]
print(buf, buf * 2, buf + b"!", repr(buf))
buf.clear()
buf.extend([1, 2, 3])
del buf[:1]
buf.extend(bytearray(b"x"))
buf.extend(buf)
print(list(buf))
for wrong in 5, "text", [300], [None]:
    try:
        buf.extend(wrong)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
print(list(buf))
