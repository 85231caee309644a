def dumps(o):
    if o is None: return "null"
    if o is True: return "true"
    if o is False: return "false"
    if isinstance(o, str): return '"' + o.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(o, (int, float)): return repr(o)
    if isinstance(o, list): return "[" + ", ".join(dumps(x) for x in o) + "]"
    if isinstance(o, dict): return "{" + ", ".join(dumps(k) + ": " + dumps(v) for k, v in o.items()) + "}"
    raise TypeError(type(o))
def loads(s):
    pos = 0
    def ws():
        nonlocal pos
        while pos < len(s) and s[pos] in " \n\r\t": pos += 1
    def val():
        nonlocal pos
        ws(); c = s[pos]
        if c == "{":
            d = {}; pos += 1; ws()
            if s[pos] == "}": pos += 1; return d
            while True:
                ws(); k = string(); ws(); pos += 1; d[k] = val(); ws()
                pos += 1
                if s[pos - 1] == "}": return d
        if c == "[":
            l = []; pos += 1; ws()
            if s[pos] == "]": pos += 1; return l
            while True:
                l.append(val()); ws(); pos += 1
                if s[pos - 1] == "]": return l
        if c == '"': return string()
        if s.startswith("true", pos): pos += 4; return True
        if s.startswith("false", pos): pos += 5; return False
        if s.startswith("null", pos): pos += 4; return None
        st = pos
        while pos < len(s) and s[pos] in "+-0123456789.eE": pos += 1
        t = s[st:pos]
        return float(t) if "." in t or "e" in t else int(t)
    def string():
        nonlocal pos
        pos += 1; out = []
        while s[pos] != '"':
            if s[pos] == "\\": pos += 1
            out.append(s[pos]); pos += 1
        pos += 1
        return "".join(out)
    return val()
doc = {"users": [{"id": i, "name": f"n{i}", "tags": ["a", "b\"q"], "score": i * 1.5, "ok": i % 2 == 0, "x": None} for i in range(120)]}
s = dumps(doc)
for _ in range(50): doc2 = loads(s); s2 = dumps(doc2)
print(len(s), s == s2, doc == doc2)
