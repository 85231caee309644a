# A JSON-like parser written in the language.
class Parser:
    def __init__(self, text):
        self.text = text
        self.pos = 0

    def space(self):
        text, pos = self.text, self.pos
        while pos < len(text) and text[pos] in " \n\t":
            pos += 1
        self.pos = pos

    def value(self):
        self.space()
        c = self.text[self.pos]
        if c == "{":
            return self.object()
        if c == "[":
            return self.array()
        if c == '"':
            return self.string()
        if c in "-0123456789":
            return self.number()
        for word, v in (("true", True), ("false", False), ("null", None)):
            if self.text.startswith(word, self.pos):
                self.pos += len(word)
                return v
        raise ValueError(f"unexpected {c!r} at {self.pos}")

    def object(self):
        out = {}
        self.pos += 1
        self.space()
        if self.text[self.pos] == "}":
            self.pos += 1
            return out
        while True:
            self.space()
            key = self.string()
            self.space()
            self.pos += 1
            out[key] = self.value()
            self.space()
            self.pos += 1
            if self.text[self.pos - 1] == "}":
                return out

    def array(self):
        out = []
        self.pos += 1
        self.space()
        if self.text[self.pos] == "]":
            self.pos += 1
            return out
        while True:
            out.append(self.value())
            self.space()
            self.pos += 1
            if self.text[self.pos - 1] == "]":
                return out

    def string(self):
        start = self.pos + 1
        pos = start
        text = self.text
        parts = []
        while text[pos] != '"':
            if text[pos] == "\\":
                parts.append(text[start:pos])
                parts.append({"n": "\n", "t": "\t"}.get(text[pos + 1], text[pos + 1]))
                pos += 2
                start = pos
            else:
                pos += 1
        self.pos = pos + 1
        return "".join(parts) + text[start:pos]

    def number(self):
        start = pos = self.pos
        text = self.text
        while pos < len(text) and text[pos] in "+-.eE0123456789":
            pos += 1
        self.pos = pos
        s = text[start:pos]
        return float(s) if "." in s or "e" in s else int(s)


record = '{"id": %d, "name": "user \\"%d\\"", "tags": ["a", "b\\n", "c"], "score": %d.5, "active": true, "nested": {"x": [1, 2, [3, -4.25e1]], "y": null}}'
text = "[" + ", ".join(record % (i, i, i) for i in range(1_500)) + "]"
total = 0
for _ in range(3):
    data = Parser(text).value()
    total += sum(r["id"] + r["score"] + len(r["name"]) + r["nested"]["x"][2][1] for r in data)
print(len(text), len(data), total)
