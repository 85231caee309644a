# Tokenizer, parser and evaluator for a tiny scripting language.
KEYWORDS = {'let', 'while', 'if', 'else', 'print', 'end', 'do', 'fn', 'return'}
TWO = {'<=', '>=', '==', '!=', '&&', '||'}

def tokenize(src):
    toks, i, line = [], 0, 1
    n = len(src)
    while i < n:
        c = src[i]
        if c == '\n':
            line += 1
            i += 1
        elif c in ' \t':
            i += 1
        elif c == '#':
            while i < n and src[i] != '\n':
                i += 1
        elif c.isdigit():
            j = i + 1
            while j < n and (src[j].isdigit() or src[j] == '.'):
                j += 1
            s = src[i:j]
            toks.append(('num', float(s) if '.' in s else int(s), line))
            i = j
        elif c.isalpha() or c == '_':
            j = i + 1
            while j < n and (src[j].isalnum() or src[j] == '_'):
                j += 1
            word = src[i:j]
            toks.append((word if word in KEYWORDS else 'id', word, line))
            i = j
        elif c == '"':
            j = src.index('"', i + 1)
            toks.append(('str', src[i + 1:j], line))
            i = j + 1
        else:
            op = src[i:i + 2] if src[i:i + 2] in TWO else c
            toks.append((op, op, line))
            i += len(op)
    toks.append(('eof', None, line))
    return toks


class Parser:
    LEVELS = [('||',), ('&&',), ('==', '!=', '<', '>', '<=', '>='), ('+', '-'), ('*', '/', '%')]

    def __init__(self, toks):
        self.toks = toks
        self.p = 0

    @property
    def kind(self):
        return self.toks[self.p][0]

    def eat(self, kind):
        k, v, line = self.toks[self.p]
        if k != kind:
            raise SyntaxError(f'line {line}: wanted {kind}, got {k}')
        self.p += 1
        return v

    def accept(self, kind):
        if self.kind == kind:
            self.p += 1
            return True
        return False

    def block(self, *stops):
        out = []
        while self.kind not in stops:
            out.append(self.statement())
        return out

    def statement(self):
        if self.accept('let') or (self.kind == 'id' and self.toks[self.p + 1][0] == '='):
            name = self.eat('id')
            self.eat('=')
            return ('set', name, self.expr())
        if self.accept('print'):
            return ('print', self.expr())
        if self.accept('while'):
            cond = self.expr()
            self.eat('do')
            body = self.block('end')
            self.eat('end')
            return ('while', cond, body)
        if self.accept('if'):
            cond = self.expr()
            self.eat('do')
            then = self.block('else', 'end')
            other = self.block('end') if self.accept('else') else []
            self.eat('end')
            return ('if', cond, then, other)
        return ('expr', self.expr())

    def expr(self, level=0):
        if level == len(self.LEVELS):
            return self.unary()
        left = self.expr(level + 1)
        while self.kind in self.LEVELS[level]:
            op = self.eat(self.kind)
            left = ('bin', op, left, self.expr(level + 1))
        return left

    def unary(self):
        if self.accept('-'):
            return ('neg', self.unary())
        if self.accept('('):
            e = self.expr()
            self.eat(')')
            return e
        if self.kind in ('num', 'str'):
            return ('const', self.eat(self.kind))
        return ('var', self.eat('id'))


OPS = {'+': lambda a, b: a + b, '-': lambda a, b: a - b, '*': lambda a, b: a * b, '/': lambda a, b: a // b,
       '%': lambda a, b: a % b, '<': lambda a, b: a < b, '>': lambda a, b: a > b, '<=': lambda a, b: a <= b,
       '>=': lambda a, b: a >= b, '==': lambda a, b: a == b, '!=': lambda a, b: a != b}


def evaluate(e, env):
    tag = e[0]
    if tag == 'const':
        return e[1]
    if tag == 'var':
        return env[e[1]]
    if tag == 'neg':
        return -evaluate(e[1], env)
    _, op, l, r = e
    if op == '&&':
        return evaluate(l, env) and evaluate(r, env)
    if op == '||':
        return evaluate(l, env) or evaluate(r, env)
    return OPS[op](evaluate(l, env), evaluate(r, env))


def execute(stmts, env, out):
    for s in stmts:
        if s[0] == 'set':
            env[s[1]] = evaluate(s[2], env)
        elif s[0] == 'while':
            while evaluate(s[1], env):
                execute(s[2], env, out)
        elif s[0] == 'if':
            execute(s[2] if evaluate(s[1], env) else s[3], env, out)
        elif s[0] == 'print':
            out.append(evaluate(s[1], env))
        else:
            evaluate(s[1], env)


SOURCE = '''
# primes and collatz
let n = 2
let found = 0
while n < 900 do
  let d = 2
  let ok = 1
  while d * d <= n && ok == 1 do
    if n % d == 0 do ok = 0 end
    d = d + 1
  end
  if ok == 1 do found = found + n else found = found - 1 end
  n = n + 1
end
print found
let x = 27   let steps = 0
while x != 1 do
  if x % 2 == 0 do x = x / 2 else x = 3 * x + 1 end
  steps = steps + 1
end
print steps
print "done" + " ok"
print -(3 - 10) * (2 + 1.5)
'''

toks = tokenize(SOURCE * 250)
tree = Parser(toks).block('eof')
print(len(toks), len(tree))
for rep in range(45):
    out = []
    execute(Parser(tokenize(SOURCE)).block('eof'), {}, out)
print(*out)
for bad in ('let 3 = x', 'if 1 do print 2', 'print )'):
    try:
        Parser(tokenize(bad)).block('eof')
    except SyntaxError as e:
        print(e)
