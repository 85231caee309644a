lenght = 3
print(lenghts, lenght)
