foo = {"bar": lambda: 1 / 0}
foo["bar"]()
