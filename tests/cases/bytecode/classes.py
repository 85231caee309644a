class Animal(Base, metaclass=Meta):
    """All of them."""
    legs: int = 4
    __secret = 1

    def __init__(self, name):
        super().__init__()
        self.__name = name

    @property
    def kind(self):
        return __class__
