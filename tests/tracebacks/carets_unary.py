x = "text"
y = [1, -x, 2]
