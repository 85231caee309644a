def table(n):
    out = []
    for i in range(n):
        out.append("%5d | %-10s | %8.3f" % (i, "name" + str(i), i / 7))
        out.append("{:>6}|{:<8}|{:^9}|{:+.2e}".format(i, "abc", i % 13, i * 1.5))
        out.append(f"{i:04x} {i!r:>8} {i / 3:.4f} {'yes' if i % 2 else 'no':*^7}")
    return "\n".join(out)
def rle(s):
    out, prev, n = "", "", 0
    for ch in s:
        if ch == prev: n += 1
        else:
            if prev: out += prev + str(n)
            prev, n = ch, 1
    return out + prev + str(n)
t = table(25000)
print(len(t), hash(t) is not None, len(rle(t)), t[-40:])
