import asyncio

N = 50_000


async def sleeper(i: int, out: list[int]) -> int:
    await asyncio.sleep(0.001 * (1 + i % 50))
    out[i % 16] += i
    return i & 1


async def napper(i: int) -> str:
    # sleep's second argument is what it returns
    word = await asyncio.sleep(0.01, "odd" if i % 2 else "even")
    return word[0]


async def main() -> None:
    out = [0] * 16
    odd = await asyncio.gather(*(sleeper(i, out) for i in range(N)))
    print("woken", len(odd), "odd", sum(odd), "total", sum(out))
    print(out[:4])
    letters = "".join(await asyncio.gather(*map(napper, range(10_000))))
    print(letters[:12], letters.count("e"), letters.count("o"))


if __name__ == "__main__":
    asyncio.run(main())
