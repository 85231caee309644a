# gather runs coroutines at once and keeps their results in order.
#
# The results come in the order you asked, not in the order the answers arrived.
import asyncio

PRICES = {"bread": 2.40, "milk": 1.15, "tea": 4.80}


async def ask_price(shop, item, delay):
    await asyncio.sleep(delay)
    print(f"{shop} answers")
    return shop, PRICES[item] + delay


async def main():
    offers = await asyncio.gather(
        ask_price("Corner shop", "tea", 0.3),
        ask_price("Market", "tea", 0.1),
        ask_price("Online", "tea", 0.2),
    )
    for shop, price in offers:
        print(f"{shop:<12} {price:.2f}")
    shop, price = min(offers, key=lambda offer: offer[1])
    print(f"Cheapest: {shop} at {price:.2f}")


asyncio.run(main())
