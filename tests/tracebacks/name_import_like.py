math_ = 3
print(math.pi)
