"""A stack virtual machine with an assembler; the guest program walks Collatz chains."""

PUSH, ADD, SUB, MUL, MOD, LT, JZ, JMP, LOAD, STORE, CALL, RET, DUP, DROP, PRINT, HALT = range(16)
NAMES = {n: i for i, n in enumerate(
    "PUSH ADD SUB MUL MOD LT JZ JMP LOAD STORE CALL RET DUP DROP PRINT HALT".split())}


def assemble(source: str) -> list[tuple[int, int]]:
    labels: dict[str, int] = {}
    lines = []
    for raw in source.splitlines():
        line = raw.split("#")[0].strip()
        if line.endswith(":"):
            labels[line[:-1]] = len(lines)
        elif line:
            lines.append(line.split())
    code = []
    for op, *arg in lines:
        a = 0
        if arg:
            a = labels[arg[0]] if arg[0] in labels else int(arg[0])
        code.append((NAMES[op], a))
    return code


class VM:
    def __init__(self, code: list[tuple[int, int]]) -> None:
        self.code = code
        self.stack: list[int] = []
        self.calls: list[int] = []
        self.mem = [0] * 64
        self.steps = 0
        self.out: list[int] = []

    def run(self) -> "VM":
        code, stack, mem, pc, steps = self.code, self.stack, self.mem, 0, 0
        while True:
            op, arg = code[pc]
            pc += 1
            steps += 1
            if op == PUSH:
                stack.append(arg)
            elif op == LOAD:
                stack.append(mem[arg])
            elif op == STORE:
                mem[arg] = stack.pop()
            elif op in (ADD, SUB, MUL, MOD, LT):
                b, a = stack.pop(), stack.pop()
                match op:
                    case 1:
                        stack.append(a + b)
                    case 2:
                        stack.append(a - b)
                    case 3:
                        stack.append(a * b)
                    case 4:
                        stack.append(a % b)
                    case _:
                        stack.append(int(a < b))
            elif op == JZ:
                if not stack.pop():
                    pc = arg
            elif op == JMP:
                pc = arg
            elif op == CALL:
                self.calls.append(pc)
                pc = arg
            elif op == RET:
                pc = self.calls.pop()
            elif op == DUP:
                stack.append(stack[-1])
            elif op == DROP:
                stack.pop()
            elif op == PRINT:
                self.out.append(stack.pop())
            else:
                self.steps = steps
                return self


COLLATZ = """
  PUSH 1 \n STORE 0
next:
  LOAD 0 \n PUSH 3200 \n LT \n JZ done
  LOAD 0 \n CALL collatz
  LOAD 1 \n ADD \n STORE 1
  LOAD 0 \n PUSH 1 \n ADD \n STORE 0
  JMP next
collatz:            # n -- steps
  STORE 2 \n PUSH 0 \n STORE 3
loop:
  PUSH 1 \n LOAD 2 \n LT \n JZ out
  LOAD 3 \n PUSH 1 \n ADD \n STORE 3
  LOAD 2 \n PUSH 2 \n MOD \n JZ even
  LOAD 2 \n PUSH 3 \n MUL \n PUSH 1 \n ADD \n STORE 2
  JMP loop
even:
  CALL halve
  JMP loop
halve:              # no division: multiply by the inverse of 2 modulo p
  LOAD 2 \n PUSH 500000004 \n MUL \n PUSH 1000000007 \n MOD \n STORE 2
  RET
out:
  LOAD 3 \n RET
done:
  LOAD 1 \n PRINT \n HALT
"""

vm = VM(assemble(COLLATZ)).run()
print("collatz", vm.out, vm.steps, vm.stack, vm.mem[:4])
