"""A JSON encoder and recursive-descent decoder."""


class JSONError(ValueError):
    def __init__(self, msg, pos):
        super().__init__(f"{msg} at {pos}")
        self.pos = pos


class Decoder:
    WS = " \t\r\n"
    ESC = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}

    def __init__(self, text):
        self.text = text
        self.pos = 0

    def decode(self):
        value = self.value()
        self.skip()
        if self.pos != len(self.text):
            raise JSONError("trailing data", self.pos)
        return value

    def skip(self):
        text, n = self.text, len(self.text)
        while self.pos < n and text[self.pos] in self.WS:
            self.pos += 1

    def peek(self):
        self.skip()
        if self.pos >= len(self.text):
            raise JSONError("unexpected end", self.pos)
        return self.text[self.pos]

    def expect(self, ch):
        if self.peek() != ch:
            raise JSONError(f"expected {ch!r}", self.pos)
        self.pos += 1

    def value(self):
        ch = self.peek()
        if ch == "{":
            return self.object()
        if ch == "[":
            return self.array()
        if ch == '"':
            return self.string()
        if ch == "-" or ch.isdigit():
            return self.number()
        for word, val in (("true", True), ("false", False), ("null", None)):
            if self.text.startswith(word, self.pos):
                self.pos += len(word)
                return val
        raise JSONError(f"unexpected {ch!r}", self.pos)

    def object(self):
        self.expect("{")
        result = {}
        if self.peek() == "}":
            self.pos += 1
            return result
        while True:
            self.skip()
            key = self.string()
            self.expect(":")
            result[key] = self.value()
            if self.peek() == ",":
                self.pos += 1
                continue
            self.expect("}")
            return result

    def array(self):
        self.expect("[")
        items = []
        if self.peek() == "]":
            self.pos += 1
            return items
        while True:
            items.append(self.value())
            if self.peek() != ",":
                break
            self.pos += 1
        self.expect("]")
        return items

    def string(self):
        self.expect('"')
        out = []
        while True:
            try:
                ch = self.text[self.pos]
            except IndexError:
                raise JSONError("unterminated string", self.pos) from None
            self.pos += 1
            if ch == '"':
                return "".join(out)
            if ch == "\\":
                esc = self.text[self.pos]
                self.pos += 1
                if esc == "u":
                    out.append(chr(int(self.text[self.pos:self.pos + 4], 16)))
                    self.pos += 4
                else:
                    out.append(self.ESC[esc])
            else:
                out.append(ch)

    def number(self):
        start = self.pos
        text = self.text
        while self.pos < len(text) and text[self.pos] in "+-0123456789.eE":
            self.pos += 1
        lexeme = text[start:self.pos]
        return float(lexeme) if any(c in lexeme for c in ".eE") else int(lexeme)


def encode(obj, indent=None, level=0):
    if obj is None:
        return "null"
    if obj is True or obj is False:
        return str(obj).lower()
    if isinstance(obj, (int, float)):
        return repr(obj)
    if isinstance(obj, str):
        return '"' + obj.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    pad = "" if indent is None else "\n" + " " * indent * (level + 1)
    end = "" if indent is None else "\n" + " " * indent * level
    if isinstance(obj, dict):
        parts = [f"{encode(str(k))}: {encode(v, indent, level + 1)}" for k, v in obj.items()]
        return "{" + pad + ("," + pad).join(parts) + end + "}" if parts else "{}"
    parts = [encode(v, indent, level + 1) for v in obj]
    return "[" + pad + ("," + pad).join(parts) + end + "]" if parts else "[]"


def sample(n):
    return {"users": [{"id": i, "name": f"User \"{i}\"", "email": f"u{i}@example.com", "active": i % 3 == 0,
                       "score": i * 1.25, "tags": ["a", "b\n", f"t{i % 5}"][:i % 4], "parent": None if i % 2 else i - 1,
                       "geo": {"lat": -i / 8, "lon": i / 16, "alt": {}}} for i in range(n)],
            "version": 3, "ok": True}


data = sample(4500)
for indent in (None, 2, 4):
    text = encode(data, indent)
    back = Decoder(text).decode()
    print(indent, len(text), back == data, sum(u["score"] for u in back["users"]))
for bad in ("[1, 2", '{"a" 1}', '"abc', "[1] x", "@", '{"a": tru}', ""):
    try:
        print(Decoder(bad).decode())
    except JSONError as e:
        print(f"{bad!r}: {e}")
print(Decoder('{"u": "\\u00e9\\t", "n": [-1.5e3, 0, 12]}').decode())
