# A stack VM where control flow (halt, break, faults) uses exceptions.
import sys


class Halt(Exception):
    pass


class VMError(Exception):
    def __init__(self, pc, why):
        self.pc = pc
        self.why = why

    def __str__(self):
        return f'{self.why} at {self.pc}'


class StackUnderflow(VMError):
    pass


class VM:
    def __init__(self, program, limit=10000):
        self.program = program
        self.limit = limit
        self.stack = []
        self.out = []
        self.pc = 0
        self.handlers = []

    def pop(self):
        try:
            return self.stack.pop()
        except IndexError:
            raise StackUnderflow(self.pc, 'empty stack') from None

    def op_push(self, n): self.stack.append(n)
    def op_add(self, _): self.stack.append(self.pop() + self.pop())
    def op_sub(self, _):
        b = self.pop()
        self.stack.append(self.pop() - b)
    def op_div(self, _):
        b, a = self.pop(), self.pop()
        self.stack.append(a // b)
    def op_dup(self, _):
        v = self.pop()
        self.stack += [v, v]
    def op_print(self, _): self.out.append(self.pop())
    def op_jnz(self, target):
        if self.pop():
            self.pc = target
    def op_try(self, target): self.handlers.append(target)
    def op_throw(self, why): raise VMError(self.pc, why)
    def op_halt(self, _): raise Halt(len(self.out))

    def run(self):
        steps = 0
        try:
            while steps < self.limit:
                steps += 1
                op, arg = self.program[self.pc]
                self.pc += 1
                try:
                    getattr(self, 'op_' + op)(arg)
                except (VMError, ZeroDivisionError) as e:
                    if not self.handlers:
                        raise
                    self.out.append(str(e))
                    self.pc = self.handlers.pop()
        except Halt as h:
            return 'halt', steps, h.args[0]
        except IndexError:
            return 'fell off', steps, len(self.out)
        except StackUnderflow as e:
            return 'underflow', steps, e.pc
        except VMError as e:
            return 'error', steps, str(e)
        except ZeroDivisionError:
            return 'div0', steps, None
        finally:
            self.stack.clear()
        return 'timeout', steps, None


def prog(text):
    out = []
    for line in text.strip().splitlines():
        op, *arg = line.split()
        try:
            out.append((op, int(arg[0])))
        except IndexError:
            out.append((op, None))
        except ValueError:
            out.append((op, arg[0]))
    return out


COUNTDOWN = prog('push 50\ndup\nprint\npush 1\nsub\ndup\njnz 1\nhalt')
FAULTY = prog('try 4\npush 1\npush 0\ndiv\ntry 7\npop_nothing\nadd\nthrow boom')
DIV0 = prog('push 3\npush 0\ndiv\nhalt')
CAUGHT = prog('try 4\npush 9\npush 0\ndiv\ntry 6\nadd\ntry 9\nthrow oops\nhalt\npush 1\nprint\nhalt')
UNDER = prog('push 1\nadd\nhalt')
LOOP = prog('push 1\ndup\njnz 1')
LOOP[2] = ('jnz', 0)
FALL = prog('push 1\npush 2\nadd')


class Suppress:
    def __init__(self, *kinds):
        self.kinds = kinds
        self.hits = 0

    def __enter__(self):
        return self

    def __exit__(self, kind, exc, tb):
        if kind and issubclass(kind, self.kinds):
            self.hits += 1
            return True


summary = {}
for rep in range(2000):
    for name, p in [('countdown', COUNTDOWN), ('div0', DIV0), ('caught', CAUGHT),
                    ('under', UNDER), ('loop', LOOP), ('fall', FALL)]:
        vm = VM(p, limit=300)
        result = vm.run()
        summary.setdefault((name, result), []).append(len(vm.out))
for (name, result), outs in summary.items():
    print(f'{name:<10}', *result, len(outs), sum(outs))
try:
    VM(FAULTY).run()
except AttributeError as e:
    print('unknown op:', e)

guard = Suppress(KeyError, IndexError, ZeroDivisionError)
table = {i: i for i in range(0, 150000, 2)}
got = 0
for i in range(150000):
    with guard:
        got += table[i]
    with guard:
        got += 1 // (i % 4)
print(guard.hits, got)

def find(matrix, want):
    class Found(Exception):
        pass
    try:
        for r, row in enumerate(matrix):
            for c, v in enumerate(row):
                if v == want:
                    raise Found(r, c)
    except Found as f:
        return f.args
    return None

m = [[r * 12 + c for c in range(12)] for r in range(12)]
print(sum(sum(find(m, w % 160) or (-1,)) for w in range(10000)), file=sys.stdout)
