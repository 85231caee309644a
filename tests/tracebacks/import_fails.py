def load():
    import modules.fails


load()
