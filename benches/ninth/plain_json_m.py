"""A JSON parser and writer, with error positions, run over generated documents."""


class JSONError(ValueError):
    def __init__(self, message, text, pos):
        line = text.count("\n", 0, pos) + 1
        column = pos - text.rfind("\n", 0, pos)
        super().__init__(f"{message} at line {line} column {column}")
        self.pos = pos


ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "/": "/", "\\": "\\", '"': '"'}
UNESCAPES = {v: k for k, v in ESCAPES.items() if k != "/"}


class Parser:
    def __init__(self, text):
        self.text = text
        self.pos = 0
        self.deepest = 0
        self.values = 0

    def parse(self):
        value = self.value(0)
        self.space()
        if self.pos != len(self.text):
            self.fail("trailing data")
        return value

    def fail(self, message):
        raise JSONError(message, self.text, self.pos)

    def space(self):
        text, pos = self.text, self.pos
        while pos < len(text) and text[pos] in " \t\r\n":
            pos += 1
        self.pos = pos

    def peek(self):
        self.space()
        if self.pos >= len(self.text):
            self.fail("unexpected end")
        return self.text[self.pos]

    def expect(self, ch):
        if self.peek() != ch:
            self.fail(f"expected {ch!r}")
        self.pos += 1

    def value(self, depth):
        self.values += 1
        if depth > self.deepest:
            self.deepest = depth
        match self.peek():
            case "{":
                return self.object(depth + 1)
            case "[":
                return self.array(depth + 1)
            case '"':
                return self.string()
            case "t":
                return self.word("true", True)
            case "f":
                return self.word("false", False)
            case "n":
                return self.word("null", None)
            case ch if ch == "-" or ch.isdigit():
                return self.number()
        self.fail("unexpected character")

    def word(self, word, value):
        if not self.text.startswith(word, self.pos):
            self.fail("bad literal")
        self.pos += len(word)
        return value

    def object(self, depth):
        self.pos += 1
        result = {}
        if self.peek() == "}":
            self.pos += 1
            return result
        while True:
            if self.peek() != '"':
                self.fail("key expected")
            key = self.string()
            self.expect(":")
            result[key] = self.value(depth)
            if self.peek() == ",":
                self.pos += 1
                continue
            self.expect("}")
            return result

    def array(self, depth):
        self.pos += 1
        result = []
        if self.peek() == "]":
            self.pos += 1
            return result
        while True:
            result.append(self.value(depth))
            if self.peek() == ",":
                self.pos += 1
            else:
                self.expect("]")
                return result

    def string(self):
        text = self.text
        start = pos = self.pos + 1
        parts = []
        while True:
            if pos >= len(text):
                self.pos = pos
                self.fail("unterminated string")
            ch = text[pos]
            if ch == '"':
                parts.append(text[start:pos])
                self.pos = pos + 1
                return "".join(parts)
            if ch == "\\":
                parts.append(text[start:pos])
                code = text[pos + 1]
                if code == "u":
                    parts.append(chr(int(text[pos + 2:pos + 6], 16)))
                    pos += 6
                elif code in ESCAPES:
                    parts.append(ESCAPES[code])
                    pos += 2
                else:
                    self.pos = pos
                    self.fail("bad escape")
                start = pos
            else:
                pos += 1

    def number(self):
        text, start = self.text, self.pos
        pos = start + (text[start] == "-")
        is_float = False
        while pos < len(text) and ((ch := text[pos]).isdigit() or ch in ".eE+-"):
            if not ch.isdigit():
                is_float = True
            pos += 1
        self.pos = pos
        try:
            return float(text[start:pos]) if is_float else int(text[start:pos])
        except ValueError:
            self.pos = start
            self.fail("bad number")


def dump_string(text):
    out = ['"']
    for ch in text:
        if ch in UNESCAPES:
            out.append("\\" + UNESCAPES[ch])
        elif " " <= ch <= "~":
            out.append(ch)
        else:
            out.append(f"\\u{ord(ch):04x}")
    out.append('"')
    return "".join(out)


def dump(value, *, indent=None, level=0):
    if value is None:
        return "null"
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, str):
        return dump_string(value)
    pad, end, sep = "", "", ", "
    if indent is not None:
        pad = "\n" + " " * indent * (level + 1)
        end = "\n" + " " * indent * level
        sep = ","
    if isinstance(value, list):
        body = [dump(item, indent=indent, level=level + 1) for item in value]
        brackets = "[]"
    else:
        body = [f"{dump_string(k)}: {dump(v, indent=indent, level=level + 1)}" for k, v in value.items()]
        brackets = "{}"
    if not body:
        return brackets
    joined = (sep + pad).join(body) if indent is not None else sep.join(body)
    return brackets[0] + pad + joined + end + brackets[1]


def make_document(n):
    return {
        "id": n,
        "name": f"unit \"{n}\"\twith é and \\ slash",
        "ratio": n / 8 - 3.5,
        "big": n ** 9,
        "tags": [f"t{k}" for k in range(n % 6)],
        "flags": {"on": n % 2 == 0, "off": n % 3 == 0, "unknown": None},
        "nested": nest(n % 8),
        "empty": [{}, []],
    }


def nest(depth):
    return {"level": depth, "next": nest(depth - 1)} if depth else "end"


def walk(value):
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from walk(item)
    elif isinstance(value, list):
        for item in value:
            yield from walk(item)
    else:
        yield value


def main():
    documents = [make_document(n) for n in range(1100)]
    compact = dump(documents)
    pretty = dump(documents, indent=2)
    print("sizes", len(compact), len(pretty), pretty.count("\n"))
    parser, other = Parser(compact), Parser(pretty)
    first, second = parser.parse(), other.parse()
    print("equal", first == second == documents, parser.values, other.deepest)
    kinds = {}
    for item in walk(first):
        name = type(item).__name__
        kinds[name] = kinds.get(name, 0) + 1
    print("kinds", sorted(kinds.items()))
    print("sum", sum(doc["big"] for doc in second), sum(doc["ratio"] for doc in first))
    broken = ['{"a": 1,}', '[1, 2', '{"a" 1}', '["x\\q"]', "[tru]", '[1]\n\n [2]', '"open', "[-]", "[1.2.3]"]
    for text in broken:
        try:
            Parser(text).parse()
        except JSONError as exc:
            print(f"{text!r:>14}: {exc}")
        else:
            print(f"{text!r} accepted")


main()
