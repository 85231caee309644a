"""Recursive-descent JSON parser and serializer, round trips over generated documents."""

ROUNDS = 11
output = []


def report(*items):
    output.append(" ".join(str(x) for x in items))


class JSONError(ValueError):
    def __init__(self, msg, pos):
        super().__init__(f"{msg} at {pos}")
        self.pos = pos


ESC = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", '"': '"', "\\": "\\", "/": "/"}
UNESC = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


class Parser:
    def __init__(self, text: str):
        self.s = text
        self.i = 0

    def ws(self):
        s, i = self.s, self.i
        while i < len(s) and s[i] in " \n\t\r":
            i += 1
        self.i = i

    def peek(self):
        self.ws()
        return self.s[self.i] if self.i < len(self.s) else ""

    def expect(self, ch):
        if self.peek() != ch:
            raise JSONError(f"expected {ch!r}", self.i)
        self.i += 1

    def value(self):
        ch = self.peek()
        if ch == "{":
            return self.obj()
        if ch == "[":
            return self.array()
        if ch == '"':
            return self.string()
        if ch == "-" or ch.isdigit():
            return self.number()
        for word, val in (("true", True), ("false", False), ("null", None)):
            if self.s.startswith(word, self.i):
                self.i += len(word)
                return val
        raise JSONError("unexpected", self.i)

    def obj(self):
        self.expect("{")
        out = {}
        if self.peek() == "}":
            self.i += 1
            return out
        while True:
            self.ws()
            key = self.string()
            self.expect(":")
            out[key] = self.value()
            if self.peek() != ",":
                break
            self.i += 1
        self.expect("}")
        return out

    def array(self):
        self.expect("[")
        out = []
        if self.peek() == "]":
            self.i += 1
            return out
        while True:
            out.append(self.value())
            if self.peek() != ",":
                break
            self.i += 1
        self.expect("]")
        return out

    def string(self):
        self.expect('"')
        parts = []
        s = self.s
        while True:
            if self.i >= len(s):
                raise JSONError("unterminated", self.i)
            ch = s[self.i]
            self.i += 1
            if ch == '"':
                return "".join(parts)
            if ch == "\\":
                ch = s[self.i]
                self.i += 1
                if ch == "u":
                    ch = chr(int(s[self.i:self.i + 4], 16))
                    self.i += 4
                else:
                    ch = ESC[ch]
            parts.append(ch)

    def number(self):
        start = self.i
        while self.i < len(self.s) and self.s[self.i] in "+-0123456789.eE":
            self.i += 1
        lit = self.s[start:self.i]
        return float(lit) if "." in lit or "e" in lit.lower() else int(lit)


def parse(text):
    p = Parser(text)
    v = p.value()
    if p.peek():
        raise JSONError("trailing", p.i)
    return v


def quote(s):
    return '"' + "".join(UNESC.get(c) or (c if c >= " " else "\\u%04x" % ord(c)) for c in s) + '"'


def dumps(v, indent=0, level=0):
    if v is None or v is True or v is False:
        return {None: "null", True: "true", False: "false"}[v]
    if isinstance(v, str):
        return quote(v)
    if isinstance(v, (int, float)):
        return repr(v)
    nl = "\n" + " " * indent * (level + 1) if indent else ""
    end = "\n" + " " * indent * level if indent else ""
    if isinstance(v, list):
        return "[" + nl + ("," + nl).join(dumps(x, indent, level + 1) for x in v) + end + "]" if v else "[]"
    items = (quote(k) + ": " + dumps(x, indent, level + 1) for k, x in v.items())
    return "{" + nl + ("," + nl).join(items) + end + "}"


def make(n):
    return [{"id": i, "name": f"user \"{i}\"\n", "score": i * 1.25, "tags": ["a\t", "b\\", "é"][: i % 4],
             "active": i % 2 == 0, "parent": None if i % 3 else {"id": i // 3, "path": [i, [i + 1, [-i]]]}}
            for i in range(n)]


def main():
    doc = make(400)
    for indent in (0, 2, 4):
        text = dumps(doc, indent)
        back = parse(text)
        report(indent, len(text), back == doc, dumps(back, indent) == text)
    report(parse(' [1, 2.5e3, -0.5, "\\u0041\\n", {"k": [ ]}, true , null] '))
    for bad in ("[1, 2", '{"a" 1}', "[1] x", "nope", '"abc'):
        try:
            parse(bad)
        except JSONError as e:
            report(bad, "->", e, e.pos)


if __name__ == "__main__":
    for _ in range(ROUNDS):
        output.clear()
        main()
    print("\n".join(output))
