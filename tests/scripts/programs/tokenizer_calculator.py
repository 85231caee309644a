# A calculator: tokens, precedence climbing, variables, functions, errors with carets.
import math


class CalcError(Exception):
    def __init__(self, msg, pos=None):
        super().__init__(msg)
        self.pos = pos


def tokens(s):
    i = 0
    while i < len(s):
        c = s[i]
        if c.isspace():
            i += 1
        elif c.isdigit() or c == ".":
            j = i
            while j < len(s) and (s[j].isdigit() or s[j] == "."):
                j += 1
            yield "num", float(s[i:j]) if "." in s[i:j] else int(s[i:j]), i
            i = j
        elif c.isalpha() or c == "_":
            j = i
            while j < len(s) and (s[j].isalnum() or s[j] == "_"):
                j += 1
            yield "name", s[i:j], i
            i = j
        elif s.startswith("**", i) or s.startswith("//", i):
            yield "op", s[i:i + 2], i
            i += 2
        elif c in "+-*/%(),=":
            yield "op", c, i
            i += 1
        else:
            raise CalcError(f"unexpected character {c!r}", i)
    yield "end", None, len(s)


class Calc:
    BIN = {"+": (1, lambda a, b: a + b), "-": (1, lambda a, b: a - b), "*": (2, lambda a, b: a * b), "/": (2, lambda a, b: a / b),
           "//": (2, lambda a, b: a // b), "%": (2, lambda a, b: a % b), "**": (4, lambda a, b: a ** b)}
    FUNCS = {"sqrt": math.sqrt, "max": max, "min": min, "abs": abs, "fact": math.factorial}

    def __init__(self):
        self.vars = {"pi": math.pi}

    def eval(self, text):
        self.toks = list(tokens(text))
        self.i = 0
        if len(self.toks) > 2 and self.toks[0][0] == "name" and self.toks[1][1] == "=":
            name = self.toks[0][1]
            self.i = 2
            self.vars[name] = v = self.expr(0)
        else:
            v = self.expr(0)
        kind, val, pos = self.toks[self.i]
        if kind != "end":
            raise CalcError(f"unexpected {val!r}", pos)
        return v

    def next(self):
        t = self.toks[self.i]
        self.i += 1
        return t

    def expr(self, level):
        left = self.unary()
        while (t := self.toks[self.i])[0] == "op" and t[1] in self.BIN and self.BIN[t[1]][0] > level:
            self.i += 1
            prec, f = self.BIN[t[1]]
            right = self.expr(prec - 1 if t[1] == "**" else prec)
            try:
                left = f(left, right)
            except ZeroDivisionError:
                raise CalcError("division by zero", t[2]) from None
        return left

    def unary(self):
        kind, val, pos = self.next()
        match kind, val:
            case "num", n:
                return n
            case "op", "-":
                return -self.expr(3)
            case "op", "(":
                v = self.expr(0)
                if self.next()[1] != ")":
                    raise CalcError("missing )", pos)
                return v
            case "name", f if f in self.FUNCS and self.toks[self.i][1] == "(":
                self.i += 1
                args = [self.expr(0)]
                while self.toks[self.i][1] == ",":
                    self.i += 1
                    args.append(self.expr(0))
                if self.next()[1] != ")":
                    raise CalcError("missing )", pos)
                return self.FUNCS[f](*args)
            case "name", n if n in self.vars:
                return self.vars[n]
            case "name", n:
                raise CalcError(f"unknown name {n}", pos)
            case "end", _:
                raise CalcError("unexpected end", pos)
            case _:
                raise CalcError(f"unexpected {val!r}", pos)


c = Calc()
for line in ["1 + 2 * 3", "(1 + 2) * 3", "2 ** 3 ** 2", "-2 ** 2", "7 // 2 + 7 % 4", "x = 10", "y = x * 2.5", "x + y", "max(x, y, 3) - min(1, 2)",
             "sqrt(2)", "fact(25)", "1 / 0", "2 +", "foo + 1", "3 $ 4", "(1 + 2", "1 2", "sqrt(0 - 1)", "--5", "10 - 4 - 3", "2 * pi"]:
    try:
        print(f"{line:<24} = {c.eval(line)}")
    except CalcError as e:
        print(f"{line:<24} ! {e}\n{' ' * (e.pos or 0)}^")
    except ValueError as e:
        print(f"{line:<24} ! {e}")
print(c.vars)
