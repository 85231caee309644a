# A small shop: products, stock, orders in parallel, a saga that undoes its steps.
import asyncio


class OutOfStock(Exception):
    pass


class PaymentFailed(Exception):
    pass


class Product:
    def __init__(self, sku, price, stock):
        self.sku, self.price, self.stock = sku, price, stock


class Shop:
    def __init__(self, *products):
        self.products = {p.sku: p for p in products}
        self.lock = asyncio.Lock()
        self.cash = 0
        self.events = []

    async def reserve(self, sku, n):
        async with self.lock:
            p = self.products[sku]
            await asyncio.sleep(0)
            if p.stock < n:
                raise OutOfStock(f"{sku}: {p.stock} left, {n} wanted")
            p.stock -= n
            self.events.append(f"reserve {n} {sku}")

    async def release(self, sku, n):
        async with self.lock:
            self.products[sku].stock += n
            self.events.append(f"release {n} {sku}")

    async def pay(self, who, amount):
        await asyncio.sleep(0)
        if who.startswith("poor"):
            raise PaymentFailed(f"{who} cannot pay {amount:.2f}")
        self.cash += amount

    async def order(self, who, **items):
        undo = []
        try:
            for sku, n in items.items():
                await self.reserve(sku, n)
                undo.append((sku, n))
            total = sum(self.products[s].price * n for s, n in items.items())
            await self.pay(who, total)
        except (OutOfStock, PaymentFailed, KeyError) as e:
            while undo:
                await self.release(*undo.pop())
            return f"{who}: failed ({type(e).__name__}: {e})"
        else:
            return f"{who}: paid {total:.2f}"
        finally:
            self.events.append(f"end {who}")


async def main():
    shop = Shop(Product("apple", 0.5, 10), Product("bread", 2.25, 3), Product("cheese", 7.99, 1))
    results = await asyncio.gather(
        shop.order("ann", apple=4, bread=1),
        shop.order("poor bob", apple=3),
        shop.order("cid", bread=2, cheese=1),
        shop.order("dan", apple=2, cheese=1),
        shop.order("eve", caviar=1),
        shop.order("fay", apple=4),
    )
    print(*results, sep="\n")
    print({s: p.stock for s, p in shop.products.items()}, f"{shop.cash:.2f}")
    print("\n".join(shop.events))


asyncio.run(main())
