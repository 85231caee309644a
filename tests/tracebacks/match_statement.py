def handle(event):
    match event:
        case {"kind": "move", "by": [dx, dy]}:
            return dx / dy
        case _:
            raise LookupError(event)


handle({"kind": "move", "by": [1, 0]})
