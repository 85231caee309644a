KEY = {"let", "if", "else", "while", "print"}
class Tok:
    def __init__(self, kind, text): self.kind = kind; self.text = text
def lex(s):
    i, n, out = 0, len(s), []
    while i < n:
        c = s[i]
        if c in " \n\t": i += 1; continue
        if c.isdigit():
            j = i
            while j < n and s[j].isdigit(): j += 1
            out.append(Tok("num", s[i:j])); i = j
        elif c.isalpha() or c == "_":
            j = i
            while j < n and (s[j].isalnum() or s[j] == "_"): j += 1
            w = s[i:j]; out.append(Tok("kw" if w in KEY else "id", w)); i = j
        elif s.startswith("==", i): out.append(Tok("op", "==")); i += 2
        else: out.append(Tok("op", c)); i += 1
    return out
class P:
    def __init__(self, t): self.t = t; self.i = 0
    def peek(self): return self.t[self.i].text if self.i < len(self.t) else None
    def next(self): x = self.t[self.i]; self.i += 1; return x
    def expr(self):
        l = self.term()
        while self.peek() in ("+", "-"): l = (self.next().text, l, self.term())
        return l
    def term(self):
        l = self.atom()
        while self.peek() in ("*", "/"): l = (self.next().text, l, self.atom())
        return l
    def atom(self):
        t = self.next()
        if t.kind == "num": return ("n", int(t.text))
        if t.kind == "id": return ("v", t.text)
        if t.text == "(":
            e = self.expr(); assert self.next().text == ")"; return e
        raise SyntaxError(t.text)
def ev(e, env):
    match e:
        case ("n", v): return v
        case ("v", n): return env[n]
        case ("+", a, b): return ev(a, env) + ev(b, env)
        case ("-", a, b): return ev(a, env) - ev(b, env)
        case ("*", a, b): return ev(a, env) * ev(b, env)
        case ("/", a, b): return ev(a, env) // (ev(b, env) or 1)
src = "alpha * (12 + beta_2) - 7 * (gamma / 3 + 45) + let1 * 2 "
t = 0
for k in range(6000):
    t += ev(P(lex(src)).expr(), {"alpha": k, "beta_2": 3, "gamma": 99, "let1": 5})
print(t)
