class Query:
    def where(self, **k):
        return self

    def order(self, by):
        raise LookupError(by)


rows = (
    Query()
    .where(a=1)
    .order("b")
    .where(c=2)
)
