# round robin and little virtual machines that give way after every few instructions
import asyncio

LENGTH = 7800


async def vm(program, regs, quantum):
    pc = steps = 0
    while pc < len(program):
        op, a, b = program[pc]
        pc += 1
        if op == "set":
            regs[a] = b
        elif op == "add":
            regs[a] = (regs[a] + regs[b]) % 65521
        elif op == "dec":
            regs[a] -= 1
        elif op == "jnz" and regs[a]:
            pc = b
        steps += 1
        if steps % quantum == 0:
            await asyncio.sleep(0)
    return steps


def program(n):
    return [
        ("set", "n", n),
        ("set", "acc", 0),
        ("set", "one", 3),
        ("add", "acc", "n"),
        ("add", "one", "acc"),
        ("dec", "n", None),
        ("jnz", "n", 3),
    ]


async def spinner(state, key, until):
    spins = 0
    while state[key] < until:
        state[key] += 1
        spins += 1
        await asyncio.sleep(0)
    return spins


async def yielder(order, me, rounds):
    for r in range(rounds):
        if len(order) < 30:
            order.append(f"{me}{r}")
        await asyncio.sleep(0)


async def main():
    machines = [{} for _ in range(12)]
    tasks = [asyncio.create_task(vm(program(LENGTH + i), m, 2)) for i, m in enumerate(machines)]
    steps = [await t for t in tasks]
    print("steps", sum(steps), "acc", [m["acc"] for m in machines[:4]], sum(m["one"] for m in machines))
    shared = {"a": 0, "b": 0}
    spins = [asyncio.create_task(spinner(shared, k, LENGTH * 10)) for k in "aabbb"]
    print("spins", [await s for s in spins], shared)
    order = []
    for me in "xyz":
        asyncio.create_task(yielder(order, me, LENGTH))
    for _ in range(LENGTH + 1):
        await asyncio.sleep(0)
    print("order", " ".join(order[:9]), len(order))


asyncio.run(main())
