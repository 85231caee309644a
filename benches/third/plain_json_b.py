"""Tokenizer + Pratt parser + AST evaluator + pretty printer for a tiny language."""
import sys

ROUNDS = 10
output = []


def report(*items):
    output.append(" ".join(str(x) for x in items))


sys.setrecursionlimit(8000)
KEYWORDS = {"let", "while", "if", "else", "print", "end"}
PREC = {"or": 1, "and": 2, "<": 3, ">": 3, "==": 3, "+": 4, "-": 4, "*": 5, "/": 5, "%": 5}


class Token:
    __slots__ = ("kind", "text", "line")

    def __init__(self, kind, text, line):
        self.kind = kind
        self.text = text
        self.line = line


def tokenize(src):
    i, line, n = 0, 1, len(src)
    while i < n:
        c = src[i]
        if c == "\n":
            line += 1
            i += 1
        elif c.isspace():
            i += 1
        elif c == "#":
            while i < n and src[i] != "\n":
                i += 1
        elif c.isdigit():
            j = i
            while j < n and src[j].isdigit():
                j += 1
            yield Token("num", src[i:j], line)
            i = j
        elif c.isalpha() or c == "_":
            j = i
            while j < n and (src[j].isalnum() or src[j] == "_"):
                j += 1
            word = src[i:j]
            yield Token("kw" if word in KEYWORDS else "op" if word in PREC else "id", word, line)
            i = j
        else:
            two = src[i:i + 2]
            op = two if two == "==" else c
            if op not in "()=;" and op not in PREC:
                raise SyntaxError(f"bad char {c!r} on line {line}")
            yield Token("op", op, line)
            i += len(op)
    yield Token("eof", "", line)


class Parser:
    def __init__(self, src):
        self.toks = list(tokenize(src))
        self.pos = 0

    @property
    def tok(self):
        return self.toks[self.pos]

    def advance(self):
        t = self.toks[self.pos]
        self.pos += 1
        return t

    def expect(self, text):
        t = self.advance()
        if t.text != text:
            raise SyntaxError(f"line {t.line}: expected {text}, got {t.text or 'eof'}")

    def block(self):
        out = []
        while self.tok.text not in ("end", "else", ""):
            out.append(self.statement())
        return out

    def statement(self):
        t = self.advance()
        if t.text == "let":
            name = self.advance().text
            self.expect("=")
            return ("let", name, self.expr())
        if t.text == "print":
            return ("print", self.expr())
        if t.text == "while":
            cond, body = self.expr(), self.block()
            self.expect("end")
            return ("while", cond, body)
        if t.text == "if":
            cond, yes, no = self.expr(), self.block(), []
            if self.tok.text == "else":
                self.advance()
                no = self.block()
            self.expect("end")
            return ("if", cond, yes, no)
        raise SyntaxError(f"line {t.line}: unexpected {t.text!r}")

    def expr(self, min_prec=1):
        left = self.atom()
        while self.tok.kind == "op" and PREC.get(self.tok.text, 0) >= min_prec:
            op = self.advance().text
            left = ("bin", op, left, self.expr(PREC[op] + 1))
        return left

    def atom(self):
        t = self.advance()
        if t.kind == "num":
            return ("num", int(t.text))
        if t.kind == "id":
            return ("var", t.text)
        if t.text == "(":
            e = self.expr()
            self.expect(")")
            return e
        raise SyntaxError(f"line {t.line}: unexpected {t.text or 'eof'}")


OPS = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b,
       "/": lambda a, b: a // b, "%": lambda a, b: a % b, "<": lambda a, b: int(a < b),
       ">": lambda a, b: int(a > b), "==": lambda a, b: int(a == b),
       "and": lambda a, b: a and b, "or": lambda a, b: a or b}


class Interp:
    def __init__(self):
        self.env, self.out = {}, []

    def eval(self, e):
        kind = e[0]
        if kind == "num":
            return e[1]
        if kind == "var":
            return self.env[e[1]]
        return OPS[e[1]](self.eval(e[2]), self.eval(e[3]))

    def run(self, block):
        for st in block:
            getattr(self, "do_" + st[0])(*st[1:])

    def do_let(self, name, e):
        self.env[name] = self.eval(e)

    def do_print(self, e):
        self.out.append(self.eval(e))

    def do_while(self, cond, body):
        while self.eval(cond):
            self.run(body)

    def do_if(self, cond, yes, no):
        self.run(yes if self.eval(cond) else no)


def show(e):
    return str(e[1]) if e[0] != "bin" else f"({show(e[2])} {e[1]} {show(e[3])})"


PROGRAM = """# primes and collatz
let n = 2  let count = 0
while n < 400
  let d = 2  let ok = 1
  while d * d < n + 1 and ok
    if n % d == 0 let ok = 0 end
    let d = d + 1
  end
  if ok let count = count + 1 end
  let n = n + 1
end
print count
let k = 97  let steps = 0
while k > 1
  if k % 2 == 0 let k = k / 2 else let k = 3 * k + 1 end
  let steps = steps + 1
end
print steps * (1 + 2) - k
"""


def main():
    size = 0
    for rep in range(70):
        ast = Parser(PROGRAM.replace("97", str(97 + rep))).block()
        size += len(str(ast))
    report(size)
    for _ in range(8):
        it = Interp()
        it.run(ast)
    report(it.out, sorted(it.env.items()))
    src = " + ".join(f"{i} * (x{i} - {i % 7}) % 5" for i in range(700))
    text = show(Parser(src).expr())
    report(len(text), text[-40:], show(Parser(text).expr()) == text)
    for bad in ("let x 3", "print (1 + 2", "while 1 print $", "foo"):
        try:
            Parser(bad).block()
        except SyntaxError as e:
            report(e)


if __name__ == "__main__":
    for _ in range(ROUNDS):
        output.clear()
        main()
    print("\n".join(output))
