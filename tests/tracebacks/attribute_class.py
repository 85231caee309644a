class Colour:
    RED = 1
    GREEN = 2


Colour.GREN
