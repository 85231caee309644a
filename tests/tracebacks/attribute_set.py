class Slots:
    __slots__ = ("width", "height")


s = Slots()
s.widht = 3
