class Node:
    def __init__(self): self.children = []
    def walk(self):
        for c in self.childern: pass
Node().walk()
