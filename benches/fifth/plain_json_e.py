"""A JSON reader and writer written in the language itself."""

DOCUMENTS = 6800


class ParseError(ValueError):
    def __init__(self, message, position):
        super().__init__(f"{message} at {position}")
        self.position = position


ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "/": "/", "\\": "\\", '"': '"'}


class Parser:
    def __init__(self, text):
        self.text = text
        self.pos = 0

    def parse(self):
        value = self.value()
        self.space()
        if self.pos != len(self.text):
            raise ParseError("extra data", self.pos)
        return value

    def space(self):
        while self.pos < len(self.text) and self.text[self.pos] in " \t\r\n":
            self.pos += 1

    def peek(self):
        if self.pos >= len(self.text):
            raise ParseError("unexpected end", self.pos)
        return self.text[self.pos]

    def expect(self, ch):
        if self.peek() != ch:
            raise ParseError(f"expected {ch!r}", self.pos)
        self.pos += 1

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
        raise ParseError("unexpected character", self.pos)

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
        parts = []
        while True:
            ch = self.peek()
            self.pos += 1
            if ch == '"':
                return "".join(parts)
            if ch == "\\":
                esc = self.peek()
                self.pos += 1
                if esc == "u":
                    parts.append(chr(int(self.text[self.pos:self.pos + 4], 16)))
                    self.pos += 4
                elif esc in ESCAPES:
                    parts.append(ESCAPES[esc])
                else:
                    raise ParseError("bad escape", self.pos)
            else:
                parts.append(ch)

    def number(self):
        start = self.pos
        while self.pos < len(self.text) and self.text[self.pos] in "+-0123456789.eE":
            self.pos += 1
        token = self.text[start:self.pos]
        if "." in token or "e" in token or "E" in token:
            return float(token)
        return int(token)


def quote(text):
    out = ['"']
    for ch in text:
        if ch == '"' or ch == "\\":
            out.append("\\" + ch)
        elif ch == "\n":
            out.append("\\n")
        elif ord(ch) > 126 or ord(ch) < 32:
            out.append("\\u%04x" % ord(ch))
        else:
            out.append(ch)
    out.append('"')
    return "".join(out)


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
        return "[" + ", ".join(dump(v) for v in value) + "]"
    return "{" + ", ".join(quote(k) + ": " + dump(v) for k, v in value.items()) + "}"


def make_document(n):
    return {
        "id": n,
        "name": f"item \"{n}\"\n\u00e9",
        "tags": [f"tag{(n * k) % 7}" for k in range(4)],
        "price": n * 1.25 + 0.5,
        "stock": {"shop": n % 13, "store": -n, "sold": None, "open": n % 2 == 0},
        "history": [[k, k * n, 1e-3 * k] for k in range(5)],
        "empty": [{}, []],
    }


def count_nodes(value):
    if isinstance(value, dict):
        return 1 + sum(count_nodes(v) for v in value.values())
    if isinstance(value, list):
        return 1 + sum(map(count_nodes, value))
    return 1


def main():
    nodes = 0
    size = 0
    for n in range(DOCUMENTS):
        document = make_document(n)
        text = dump(document)
        again = Parser(text).parse()
        assert again == document
        nodes += count_nodes(again)
        size += len(text)
    print("nodes", nodes, "size", size)
    errors = []
    for bad in ('{"a" 1}', "[1, 2", '"abc', "[1,]", "{} x", '"\\q"', "nul"):
        try:
            Parser(bad).parse()
        except ParseError as exc:
            errors.append(exc.position)
    print("errors", errors)
    print(text[:60])


main()
