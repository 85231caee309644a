class Config:
    def __init__(self, name, verbose=False):
        self.name = name


Config("a", verbos=True)
