"""Log analysis with pipelines of asynchronous generators."""
import asyncio

LEVELS = ("DEBUG", "INFO", "WARN", "ERROR")
HOSTS = ("alpha", "beta", "gamma", "delta", "epsilon")


async def log_lines(count, seed=1, pause=8):
    state = seed
    for number in range(count):
        state = state * 16807 % 2147483647
        level = LEVELS[state % 7 % 4]
        host = HOSTS[state // 7 % 5]
        yield f"{number} {host} {level} took={state // 35 % 250}"
        if number % pause == 0:
            await asyncio.sleep(0)


async def parsed(lines):
    async for line in lines:
        number, host, level, rest = line.split()
        yield int(number), host, level, int(rest.partition("=")[2])


async def only(records, *levels):
    async for record in records:
        if record[2] in levels:
            yield record


async def batches(records, size):
    batch = []
    async for record in records:
        batch.append(record)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


async def running_mean(values):
    total = count = 0
    async for value in values:
        total += value
        count += 1
        yield total / count


async def take(source, limit):
    taken = 0
    try:
        async for item in source:
            if taken == limit:
                break
            yield item
            taken += 1
    finally:
        await source.aclose()


async def slow_requests(lines):
    per_host = {}
    async for batch in batches(only(parsed(lines), "WARN", "ERROR"), 16):
        for _, host, level, took in batch:
            worst, n = per_host.get(host, (0, 0))
            per_host[host] = (max(worst, took), n + 1)
    return per_host


async def accumulator():
    """Takes numbers with asend, gives the sum so far."""
    total = 0
    while True:
        got = yield total
        if got is None:
            return
        total += got


async def main():
    reports = await asyncio.gather(*(slow_requests(log_lines(6000, seed)) for seed in (3, 5, 8, 13)))
    for report in reports:
        print(" ".join(f"{host}:{report[host][0]}/{report[host][1]}" for host in sorted(report)))

    took = (record[3] async for record in parsed(log_lines(18000, 21)))
    last = 0.0
    async for last in running_mean(take(took, 17000)):
        pass
    print(f"mean {last:.4f}")

    evens = [n async for n, *_ in parsed(log_lines(14000, 34)) if n % 2 == 0]
    hosts = {host async for _, host, *_ in take(parsed(log_lines(4000, 55)), 500)}
    print("evens", len(evens), sum(evens), "hosts", sorted(hosts))

    acc = accumulator()
    await acc.asend(None)
    for n in range(40000):
        total = await acc.asend(n % 10)
    try:
        await acc.asend(None)
    except StopAsyncIteration:
        print("accumulated", total)


asyncio.run(main())
