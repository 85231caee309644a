"""A JSON reader and writer by hand, with paths, pretty printing and error positions."""


class JsonError(ValueError):
    def __init__(self, message, position):
        super().__init__(f"{message} at {position}")
        self.position = position


class Parser:
    escapes = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f",
               '"': '"', "\\": "\\", "/": "/"}
    constants = {"true": True, "false": False, "null": None}

    def __init__(self, text):
        self.text = text
        self.at = 0

    def parse(self):
        value = self.value()
        self.skip()
        if self.at != len(self.text):
            raise JsonError("trailing data", self.at)
        return value

    def skip(self):
        text, at = self.text, self.at
        while at < len(text) and text[at] in " \t\r\n":
            at += 1
        self.at = at

    def peek(self):
        self.skip()
        return self.text[self.at:self.at + 1]

    def expect(self, char):
        if self.peek() != char:
            raise JsonError(f"expected {char!r}", self.at)
        self.at += 1

    def value(self):
        char = self.peek()
        if char == "{":
            return self.object()
        if char == "[":
            return self.array()
        if char == '"':
            return self.string()
        if char == "-" or char.isdigit():
            return self.number()
        for word, constant in self.constants.items():
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return constant
        raise JsonError("unexpected input", self.at)

    def object(self):
        result = {}
        self.expect("{")
        while self.peek() != "}":
            if result:
                self.expect(",")
                self.skip()
            key = self.string()
            self.expect(":")
            result[key] = self.value()
        self.at += 1
        return result

    def array(self):
        result = []
        self.expect("[")
        while self.peek() != "]":
            if result:
                self.expect(",")
            result.append(self.value())
        self.at += 1
        return result

    def string(self):
        self.expect('"')
        parts = []
        text = self.text
        while True:
            start = self.at
            while self.at < len(text) and text[self.at] not in '"\\':
                self.at += 1
            if self.at >= len(text):
                raise JsonError("open string", start)
            parts.append(text[start:self.at])
            self.at += 1
            if text[self.at - 1] == '"':
                return "".join(parts)
            letter = text[self.at]
            self.at += 1
            if letter == "u":
                parts.append(chr(int(text[self.at:self.at + 4], 16)))
                self.at += 4
            else:
                parts.append(self.escapes[letter])

    def number(self):
        start = self.at
        while self.at < len(self.text) and self.text[self.at] in "+-.eE0123456789":
            self.at += 1
        literal = self.text[start:self.at]
        return float(literal) if any(c in ".eE" for c in literal) else int(literal)


def quote(text):
    out = []
    for char in text:
        if char in '"\\':
            out.append("\\" + char)
        elif not " " <= char <= "~":
            out.append(f"\\u{ord(char):04x}")
        else:
            out.append(char)
    return '"' + "".join(out) + '"'


def dump(value, indent=None, level=0):
    if value is None or value is True or value is False:
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, str):
        return quote(value)
    gap = "" if indent is None else "\n" + " " * indent * (level + 1)
    if isinstance(value, dict):
        parts, ends = [f"{quote(k)}: {dump(v, indent, level + 1)}" for k, v in value.items()], "{}"
    else:
        parts, ends = [dump(v, indent, level + 1) for v in value], "[]"
    close = gap[:-indent] if indent and parts else ""
    return ends[0] + (gap if parts else "") + ("," + (gap or " ")).join(parts) + close + ends[1]


people = [{"id": n, "name": f"Zoë \"{n}\"", "tags": ["a\n", "b\\c", {}][: n % 4], "ratio": n / 8 - 3,
           "ok": n % 3 == 0, "boss": None if n % 5 else {"id": n // 5, "list": [n, [n, [-n]]]}}
          for n in range(2200)]
compact, pretty = dump(people), dump(people, indent=2)
print("sizes", len(compact), len(pretty), pretty.count("\n"))
print("same", Parser(compact).parse() == people, Parser(pretty).parse() == people)
print(compact[:120])
for broken in ('{"a": 1,, }', "[1, 2", '["x', "[tru]", "[1] 2", ""):
    try:
        print("parsed", Parser(broken).parse())
    except JsonError as err:
        print("error:", err)
