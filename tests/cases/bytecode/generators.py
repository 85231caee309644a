def tree(node):
    if node:
        yield from tree(node.left)
        got = yield node.value
        yield
        return got
