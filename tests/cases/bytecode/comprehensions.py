def pairs(rows):
    names = [row.name for row in rows if row]
    grid = {(x, y): z for x in names for y, z in x}
    makers = [lambda: x for x in names]
    return {n for n in names}, (n * 2 for n in grid)
sizes = [len(n) for n in pairs([])]
