# contextvars and tasks.
import asyncio
import contextvars

var = contextvars.ContextVar("var", default="default")
other = contextvars.ContextVar("other")
print(var.get(), var.name, other.get("fallback"))
try:
    other.get()
except LookupError as e:
    print("LookupError")
tok = var.set("outer")
print(var.get(), tok.old_value is contextvars.Token.MISSING)
var.reset(tok)
print(var.get())


async def child(n):
    print("child", n, var.get())
    var.set(f"child {n}")
    await asyncio.sleep(0)
    print("child", n, var.get())


async def main():
    var.set("main")
    await asyncio.gather(child(1), child(2))
    print("after gather", var.get())
    await child(3)
    print("after direct await", var.get())
    ctx = contextvars.copy_context()
    ctx.run(var.set, "in ctx")
    print(var.get(), ctx[var], ctx.run(var.get))
    await asyncio.create_task(child(4), context=ctx)
    print(ctx[var], var.get())
    asyncio.get_running_loop().call_soon(lambda: print("callback", var.get()))
    var.set("changed later")
    await asyncio.sleep(0)


asyncio.run(main())
print(var.get())
