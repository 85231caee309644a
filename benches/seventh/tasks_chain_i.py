"""An async interpreter for small arithmetic programs: every node is awaited."""
import asyncio


class Env:
    def __init__(self):
        self.vars = {}
        self.steps = 0


class Num:
    def __init__(self, v):
        self.v = v

    async def eval(self, env):
        env.steps += 1
        return self.v


class Var:
    def __init__(self, name):
        self.name = name

    async def eval(self, env):
        env.steps += 1
        return env.vars[self.name]


class Bin:
    def __init__(self, op, a, b):
        self.op, self.a, self.b = op, a, b

    async def eval(self, env):
        x = await self.a.eval(env)
        y = await self.b.eval(env)
        op = self.op
        if op == "+":
            return x + y
        if op == "-":
            return x - y
        if op == "*":
            return x * y
        if op == "%":
            return x % y
        return 1 if x < y else 0


class Assign:
    def __init__(self, name, e):
        self.name, self.e = name, e

    async def eval(self, env):
        env.vars[self.name] = await self.e.eval(env)


class Seq:
    def __init__(self, *body):
        self.body = body

    async def eval(self, env):
        for node in self.body:
            await node.eval(env)


class While:
    def __init__(self, cond, body):
        self.cond, self.body = cond, body

    async def eval(self, env):
        while await self.cond.eval(env):
            await self.body.eval(env)


class Pause:
    async def eval(self, env):
        await asyncio.sleep(0)


def sum_like(terms, var):
    e = Num(1)
    for k in range(terms):
        e = Bin("%", Bin("+", Bin("*", e, Num(3)), Bin("-", Var(var), Num(k))), Num(65521))
    return e


def program(n, depth):
    return Seq(
        Assign("i", Num(0)),
        Assign("acc", Num(0)),
        While(
            Bin("<", Var("i"), Num(n)),
            Seq(
                Assign("acc", Bin("%", Bin("+", Var("acc"), sum_like(depth, "i")), Num(99991))),
                Assign("i", Bin("+", Var("i"), Num(1))),
                Pause(),
            ),
        ),
    )


async def descend(node, env, level):
    if level == 0:
        return await node.eval(env)
    return await descend(node, env, level - 1)


async def run(n, depth, level):
    env = Env()
    await descend(program(n, depth), env, level)
    return env.vars["acc"], env.steps


async def main():
    jobs = [(1300, 30, 10), (300, 90, 50), (2400, 12, 150), (900, 50, 300)]
    jobs += [(n // 2, depth * 2 + 3, level + 7) for n, depth, level in jobs]
    tasks = [asyncio.create_task(run(*job)) for job in jobs]
    for (n, depth, level), task in zip(jobs, tasks):
        acc, steps = await task
        print(n, depth, level, "->", acc, steps)


asyncio.run(main())
