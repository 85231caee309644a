class Counter:
    def __init__(self):
        self.count = 0

    def bump(self):
        count += 1

    def show(self):
        return count


Counter().show()
