class Point:
    def __init__(self):
        self.position = None


p = Point()
value = 1 + p.position.x
