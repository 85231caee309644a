import asyncio


def stop(loop):
    raise SystemExit(3)


async def main():
    raise ValueError("from a coroutine run by hand")


loop = asyncio.new_event_loop()
loop.run_until_complete(main())
