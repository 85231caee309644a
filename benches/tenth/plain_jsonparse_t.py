"""A recursive-descent parser and a serializer for a JSON-like language."""
import random


class ParseError(ValueError):
    def __init__(self, msg: str, pos: int) -> None:
        super().__init__(f"{msg} at {pos}")


class Parser:
    ESC = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "/": "/", "r": "\r", "b": "\b"}
    def __init__(self, text: str) -> None:
        self.text, self.pos = text, 0

    def peek(self) -> str:
        while self.pos < len(self.text) and self.text[self.pos] in " \t\r\n":
            self.pos += 1
        return self.text[self.pos] if self.pos < len(self.text) else ""

    def expect(self, ch: str) -> None:
        if self.peek() != ch:
            raise ParseError(f"expected {ch!r}", self.pos)
        self.pos += 1

    def parse(self):
        value = self.value()
        if not self.peek():
            return value
        raise ParseError("trailing data", self.pos)

    def value(self):
        c = self.peek()
        if c in ("{", "[", '"'):
            return {"{": self.object, "[": self.array, '"': self.string}[c]()
        if c == "-" or c.isdigit():
            return self.number()
        for word, v in (("true", True), ("false", False), ("null", None)):
            if self.text.startswith(word, self.pos):
                self.pos += len(word)
                return v
        raise ParseError("unexpected " + (repr(c) if c else "end"), self.pos)

    def object(self) -> dict:
        out = {}
        self.expect("{")
        while self.peek() != "}":
            if out:
                self.expect(",")
            self.peek()
            key = self.string()
            self.expect(":")
            out[key] = self.value()
        self.pos += 1
        return out

    def array(self) -> list:
        out = []
        self.expect("[")
        while self.peek() != "]":
            if out:
                self.expect(",")
            out.append(self.value())
        self.pos += 1
        return out

    def string(self) -> str:
        self.expect('"')
        parts: list[str] = []
        while True:
            if self.pos >= len(self.text):
                raise ParseError("unterminated string", self.pos)
            c = self.text[self.pos]
            self.pos += 1
            if c == '"':
                return "".join(parts)
            parts.append(c if c != "\\" else self.escape())

    def escape(self) -> str:
        c = self.text[self.pos]
        self.pos += 1
        if c != "u":
            return self.ESC[c]
        self.pos += 4
        return chr(int(self.text[self.pos - 4:self.pos], 16))

    def number(self):
        start = self.pos
        while self.pos < len(self.text) and self.text[self.pos] in "+-0123456789.eE":
            self.pos += 1
        s = self.text[start:self.pos]
        return float(s) if any(c in s for c in ".eE") else int(s)


def dump(v) -> str:
    match v:
        case None | True | False:
            return {None: "null", True: "true", False: "false"}[v]
        case str():
            return '"' + v.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
        case list():
            return "[" + ", ".join(map(dump, v)) + "]"
        case dict():
            return "{" + ",".join(f"{dump(k)}: {dump(x)}" for k, x in v.items()) + "}"
    return repr(v)


def main() -> None:
    rng = random.Random(3)
    doc = {"items": [{"id": i, "name": f'n"{i}"\n', "tags": ["x" * (i % 5), None, i % 2 == 0],
                      "pos": [round(rng.uniform(-9, 9), 4), -i]} for i in range(5000)]}
    text = dump(doc)
    print(len(text), all(dump(Parser(text).parse()) == text for _ in range(5)))
    for bad in ('{"a" 1}', "[1,,2]", '"abc', "[1] x", '["\\u0041\\n", 1e3, -0.5]'):
        try:
            print(Parser(bad).parse())
        except ParseError as e:
            print("error:", e)


main()
