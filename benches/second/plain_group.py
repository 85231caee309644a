def rows(n):
    for i in range(n):
        yield {"id": i, "name": f"user{i % 97}", "age": 18 + i % 60, "city": ["Rome", "Oslo", "Lima", "Cairo"][i % 4]}
by_city, ages = {}, {}
for r in rows(200000):
    by_city.setdefault(r["city"], []).append(r["id"])
    key = f'{r["city"]}-{r["age"] // 10 * 10}'
    ages[key] = ages.get(key, 0) + 1
    if "name" in r and r["name"].endswith("7"):
        ages[r["name"]] = ages.get(r["name"], 0) + r["age"]
inv = {}
for k, v in ages.items():
    inv.setdefault(v, set()).add(k)
print({k: len(v) for k, v in by_city.items()}, len(ages), max(inv), sorted(inv)[:5])
