totals = {"a": None}
totals["a"] += 1
