"""A JSON reader and writer in plain Python, run on generated documents."""


class ParseError(Exception):
    pass


ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


class Parser:
    def __init__(self, text):
        self.text = text
        self.pos = 0

    def space(self):
        text = self.text
        n = len(text)
        while self.pos < n and text[self.pos] in " \t\n\r":
            self.pos += 1

    def peek(self):
        return self.text[self.pos] if self.pos < len(self.text) else ""

    def expect(self, ch):
        if self.peek() != ch:
            raise ParseError(f"expected {ch!r} at {self.pos}, got {self.peek()!r}")
        self.pos += 1

    def parse(self):
        value = self.value()
        self.space()
        if self.pos != len(self.text):
            raise ParseError(f"extra data at {self.pos}")
        return value

    def value(self):
        self.space()
        ch = self.peek()
        if ch == "{":
            return self.object()
        if ch == "[":
            return self.array()
        if ch == '"':
            return self.string()
        if ch == "-" or ch.isdigit():
            return self.number()
        for word, value in (("true", True), ("false", False), ("null", None)):
            if self.text.startswith(word, self.pos):
                self.pos += len(word)
                return value
        raise ParseError(f"unexpected {ch!r} at {self.pos}")

    def object(self):
        self.expect("{")
        result = {}
        self.space()
        if self.peek() == "}":
            self.pos += 1
            return result
        while True:
            self.space()
            key = self.string()
            self.space()
            self.expect(":")
            result[key] = self.value()
            self.space()
            if self.peek() == ",":
                self.pos += 1
                continue
            self.expect("}")
            return result

    def array(self):
        self.expect("[")
        result = []
        self.space()
        if self.peek() == "]":
            self.pos += 1
            return result
        while True:
            result.append(self.value())
            self.space()
            if self.peek() == ",":
                self.pos += 1
                continue
            self.expect("]")
            return result

    def string(self):
        self.expect('"')
        chars = []
        text = self.text
        while True:
            if self.pos >= len(text):
                raise ParseError("unterminated string")
            ch = text[self.pos]
            self.pos += 1
            if ch == '"':
                return "".join(chars)
            if ch == "\\":
                esc = text[self.pos]
                self.pos += 1
                if esc == "u":
                    chars.append(chr(int(text[self.pos:self.pos + 4], 16)))
                    self.pos += 4
                elif esc in ESCAPES:
                    chars.append(ESCAPES[esc])
                else:
                    raise ParseError(f"bad escape {esc!r}")
            else:
                chars.append(ch)

    def number(self):
        start = self.pos
        text = self.text
        n = len(text)
        while self.pos < n and text[self.pos] in "+-0123456789.eE":
            self.pos += 1
        word = text[start:self.pos]
        try:
            return float(word) if "." in word or "e" in word or "E" in word else int(word)
        except ValueError:
            raise ParseError(f"bad number {word!r}") from None


def dump(value):
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, list):
        return "[" + ", ".join([dump(v) for v in value]) + "]"
    return "{" + ", ".join([quote(k) + ": " + dump(v) for k, v in value.items()]) + "}"


def quote(s):
    out = ['"']
    for ch in s:
        if ch == '"' or ch == "\\":
            out.append("\\" + ch)
        elif ch == "\n":
            out.append("\\n")
        elif ord(ch) > 126:
            out.append(f"\\u{ord(ch):04x}")
        else:
            out.append(ch)
    out.append('"')
    return "".join(out)


def document(n):
    return {
        "id": n,
        "name": f"user \"{n}\"\n",
        "ratio": n / 8,
        "tags": [f"t{k}" for k in range(n % 6)],
        "place": {"city": "Zürich" if n % 2 else "Łódź", "at": [n * 0.5, -n, None]},
        "active": n % 3 == 0,
        "empty": [{}, []],
    }


def depth(value):
    if isinstance(value, dict):
        return 1 + max([depth(v) for v in value.values()], default=0)
    if isinstance(value, list):
        return 1 + max([depth(v) for v in value], default=0)
    return 0


def main():
    chars = 0
    same = 0
    for batch in range(150):
        docs = [document(n) for n in range(batch * 60, batch * 60 + 60)]
        text = dump(docs)
        chars += len(text)
        back = Parser(text).parse()
        same += back == docs
    print("chars", chars, "same", same, "depth", depth(back))
    print(dump(back[7]))
    nested = "[" * 150 + "1" + "]" * 150
    print("nested", sum(depth(Parser(nested).parse()) for _ in range(100)))
    bad = ['{"a" 1}', "[1, 2", '"abc', "[1, }", "nul", "1 2", "-", '"\\x"']
    for text in bad:
        try:
            Parser(text).parse()
        except ParseError as exc:
            print(text, "->", exc)


main()
