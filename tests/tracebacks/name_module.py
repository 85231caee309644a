print(asyncio.sleep)
