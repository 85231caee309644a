class Resource:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        raise RuntimeError("cannot release")


with Resource() as r:
    raise ValueError("in the body")
