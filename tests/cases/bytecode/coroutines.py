async def fetch(session, urls):
    async with session.open() as link:
        async for url in link.each(urls):
            if not url:
                break
            await link.get(url)
    return [await r async for r in link]
