from collectionz import deque
