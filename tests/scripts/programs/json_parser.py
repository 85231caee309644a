# A JSON parser and printer written out by hand.


class ParseError(ValueError):
    def __init__(self, msg, text, pos):
        line = text.count("\n", 0, pos) + 1
        col = pos - text.rfind("\n", 0, pos)
        super().__init__(f"{msg} at line {line} column {col}")


class Parser:
    ESC = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", '"': '"', "\\": "\\", "/": "/"}

    def __init__(self, text):
        self.t, self.i = text, 0

    def fail(self, msg):
        raise ParseError(msg, self.t, self.i)

    def ws(self):
        while self.i < len(self.t) and self.t[self.i] in " \t\r\n":
            self.i += 1

    def expect(self, ch):
        if self.t[self.i:self.i + 1] != ch:
            self.fail(f"expected {ch!r}")
        self.i += 1

    def parse(self):
        v = self.value()
        self.ws()
        if self.i != len(self.t):
            self.fail("extra data")
        return v

    def value(self):
        self.ws()
        c = self.t[self.i:self.i + 1]
        match c:
            case "{":
                return self.obj()
            case "[":
                return self.arr()
            case '"':
                return self.string()
            case "t" | "f" | "n":
                for word, v in (("true", True), ("false", False), ("null", None)):
                    if self.t.startswith(word, self.i):
                        self.i += len(word)
                        return v
                self.fail("bad word")
            case _ if c and c in "-0123456789":
                return self.number()
            case "":
                self.fail("unexpected end")
            case _:
                self.fail(f"unexpected {c!r}")

    def obj(self):
        out = {}
        self.i += 1
        self.ws()
        if self.t[self.i:self.i + 1] == "}":
            self.i += 1
            return out
        while True:
            self.ws()
            k = self.string()
            self.ws()
            self.expect(":")
            out[k] = self.value()
            self.ws()
            if self.t[self.i:self.i + 1] == ",":
                self.i += 1
                continue
            self.expect("}")
            return out

    def arr(self):
        out = []
        self.i += 1
        self.ws()
        if self.t[self.i:self.i + 1] == "]":
            self.i += 1
            return out
        while True:
            out.append(self.value())
            self.ws()
            if self.t[self.i:self.i + 1] == ",":
                self.i += 1
                continue
            self.expect("]")
            return out

    def string(self):
        self.expect('"')
        out = []
        while (c := self.t[self.i:self.i + 1]) != '"':
            if not c:
                self.fail("unterminated string")
            if c == "\\":
                e = self.t[self.i + 1]
                if e == "u":
                    out.append(chr(int(self.t[self.i + 2:self.i + 6], 16)))
                    self.i += 6
                    continue
                out.append(self.ESC[e])
                self.i += 2
                continue
            out.append(c)
            self.i += 1
        self.i += 1
        return "".join(out)

    def number(self):
        j = self.i
        while j < len(self.t) and self.t[j] in "+-0123456789.eE":
            j += 1
        text, self.i = self.t[self.i:j], j
        return float(text) if any(c in text for c in ".eE") else int(text)


def dump(v, indent=None, level=0):
    nl = "" if indent is None else "\n" + " " * indent * (level + 1)
    end = "" if indent is None else "\n" + " " * indent * level
    sep = ", " if indent is None else ","
    match v:
        case None:
            return "null"
        case True:
            return "true"
        case False:
            return "false"
        case int() | float():
            return repr(v)
        case str():
            return '"' + v.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
        case [] | ():
            return "[]"
        case [*items]:
            return "[" + nl + (sep + nl).join(dump(x, indent, level + 1) for x in items) + end + "]"
        case {}:
            return "{" + nl + (sep + nl).join(f"{dump(k)}: {dump(x, indent, level + 1)}" for k, x in v.items()) + end + "}" if v else "{}"


SAMPLE = '''{"name": "Quaver", "tags": ["a", "b\\n", "\\u00e9"], "n": -12.5e2,
  "nested": {"t": true, "f": false, "z": null, "e": [], "o": {}}, "big": 12345678901234567890}'''
v = Parser(SAMPLE).parse()
print(v)
print(dump(v))
print(dump(v, 2))
print(Parser(dump(v)).parse() == v)
for bad in ('{"a" 1}', "[1, 2", '"open', "[1,]", "nul", "", "{}\n x", '{\n  "a": @}'):
    try:
        print(Parser(bad).parse())
    except ParseError as e:
        print("ParseError:", e)
