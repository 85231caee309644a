# a little language of data (json with comments), read with functions, printed prettily

COPIES = 1900

SOURCE = """
{
  // settings of a small service
  "name": "ferry", "version": [1, 4, 12],
  "debug": false, "ratio": -0.75, "big": 1.5e3, "nothing": null,
  "hosts": [
    {"host": "alpha.example", "port": 8080, "tags": ["a", "b\\t", "\\u0063"], "up": true},
    {"host": "beta.example", "port": 8081, "tags": [], "up": false},
    {"host": "gamma \\"quoted\\"", "port": 65535, "tags": ["x/y", "\\\\"], "up": true}
  ],
  "limits": {"cpu": 0.5, "mem": {"soft": 1024, "hard": 2048, "units": ["k", "m"]}, "none": {}},
  "matrix": [[1, 2, 3], [4, 5, 6], [7, 8, 9], [-1, -20, -300]],
  "text": "a longer string with some words in it, and the number NUMBER"
}
"""


class SyntaxProblem(Exception):
    def __init__(self, text, pos, what):
        line = text.count("\n", 0, pos) + 1
        super().__init__(f"line {line}: {what}")
        self.line = line


def tokenize(text):
    pos = 0
    tokens = []
    size = len(text)
    while pos < size:
        ch = text[pos]
        if ch in " \n\t":
            pos += 1
        elif ch == "/" and text[pos:pos + 2] == "//":
            while pos < size and text[pos] != "\n":
                pos += 1
        elif ch in "{}[]:,":
            tokens.append((ch, None, pos))
            pos += 1
        elif ch == '"':
            start = pos
            value, pos = read_string(text, pos + 1)
            tokens.append(("value", value, start))
        elif ch in "-0123456789":
            start = pos
            pos += 1
            while pos < size and (text[pos].isdigit() or text[pos] in ".eE+-"):
                pos += 1
            word = text[start:pos]
            number = int(word) if word.lstrip("-").isdigit() else float(word)
            tokens.append(("value", number, start))
        elif ch.isalpha():
            start = pos
            while pos < size and text[pos].isalpha():
                pos += 1
            word = text[start:pos]
            if word not in CONSTANTS:
                raise SyntaxProblem(text, start, f"unknown word {word}")
            tokens.append(("value", CONSTANTS[word], start))
        else:
            raise SyntaxProblem(text, pos, f"unexpected {ch!r}")
    tokens.append(("end", None, pos))
    return tokens


CONSTANTS = {"true": True, "false": False, "null": None}
ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "/": "/"}


def read_string(text, pos):
    value = ""
    while True:
        if pos >= len(text):
            raise SyntaxProblem(text, pos - 1, "string without end")
        ch = text[pos]
        pos += 1
        if ch == '"':
            return value, pos
        if ch == "\\":
            ch = text[pos]
            pos += 1
            if ch == "u":
                ch = chr(int(text[pos:pos + 4], 16))
                pos += 4
            else:
                ch = ESCAPES[ch]
        value += ch


class Reader:
    def __init__(self, text):
        self.text = text
        self.tokens = tokenize(text)
        self.index = 0

    def next(self, *wanted):
        kind, value, pos = self.tokens[self.index]
        if wanted and kind not in wanted:
            raise SyntaxProblem(self.text, pos, f"{kind} instead of {' or '.join(wanted)}")
        self.index += 1
        return kind, value

    def peek(self):
        return self.tokens[self.index][0]

    def read(self):
        kind, value = self.next("value", "{", "[")
        if kind == "value":
            return value
        return self.read_object() if kind == "{" else self.read_list()

    def read_object(self):
        result = {}
        if self.peek() == "}":
            self.next()
            return result
        while True:
            _, key = self.next("value")
            self.next(":")
            result[key] = self.read()
            if self.next(",", "}")[0] == "}":
                return result

    def read_list(self):
        result = []
        if self.peek() == "]":
            self.next()
            return result
        while True:
            result.append(self.read())
            if self.next(",", "]")[0] == "]":
                return result


def loads(text):
    reader = Reader(text)
    value = reader.read()
    reader.next("end")
    return value


def pretty(value, indent=0):
    pad = "  " * indent
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case str():
            inner = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
            return f'"{inner}"'
        case [] | {} if not value:
            return "[]" if isinstance(value, list) else "{}"
        case list():
            lines = [f"{pad}  {pretty(v, indent + 1)}" for v in value]
            return "[\n" + ",\n".join(lines) + f"\n{pad}]"
        case dict():
            lines = [f"{pad}  {pretty(k)}: {pretty(v, indent + 1)}" for k, v in value.items()]
            return "{\n" + ",\n".join(lines) + f"\n{pad}}}"


def find(value, path):
    for part in path.split("."):
        value = value[int(part)] if isinstance(value, list) else value[part]
    return value


def depth(value):
    if isinstance(value, dict):
        return 1 + max([depth(v) for v in value.values()], default=0)
    if isinstance(value, list):
        return 1 + max([depth(v) for v in value], default=0)
    return 0


size = ports = 0
for copy in range(COPIES):
    text = SOURCE.replace("NUMBER", str(copy))
    data = loads(text)
    shown = pretty(data)
    assert loads(shown) == data
    size += len(shown)
    ports += find(data, f"hosts.{copy % 3}.port") + depth(data) + sum(map(sum, data["matrix"]))
print(size, ports, find(data, "hosts.2.host"), find(data, "text")[-8:])
for bad in ('{"a": }', "[1 2]", '{\n"a": 1,\n}', '"abc', "[nul]", "[1]\n]", "?"):
    try:
        loads(bad)
    except SyntaxProblem as problem:
        print(problem, end="; ")
print()
