class Stack:
    def __init__(self): self._items = []
    def push(self, x): self._items.append(x)
    def pop(self): return self._items.pop()
    def peek(self): return self._items[-1]
    def __len__(self): return len(self._items)
    def empty(self): return not self._items
class Node:
    def __init__(self, key): self.key = key; self.left = None; self.right = None
class Tree:
    def __init__(self): self.root = None; self.size = 0
    def insert(self, key):
        if self.root is None:
            self.root = Node(key); self.size += 1; return True
        n = self.root
        while True:
            if key == n.key: return False
            if key < n.key:
                if n.left is None: n.left = Node(key); break
                n = n.left
            else:
                if n.right is None: n.right = Node(key); break
                n = n.right
        self.size += 1
        return True
    def walk(self):
        st, n = Stack(), self.root
        while n is not None or not st.empty():
            while n is not None: st.push(n); n = n.left
            n = st.pop(); yield n.key; n = n.right
    def depth(self):
        def d(n): return 0 if n is None else 1 + max(d(n.left), d(n.right))
        return d(self.root)
t = Tree(); x = 7
for _ in range(80000):
    x = (x * 16807) % 2147483647
    t.insert(x % 100000)
print(t.size, sum(t.walk()), t.depth())
