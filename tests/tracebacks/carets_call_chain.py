class Builder:
    def add(self, x):
        if x > 2:
            raise RuntimeError("full")
        return self


result = Builder().add(1).add(2).add(3).add(4)
