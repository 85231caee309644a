class Settings:
    size = 10
    limit = size * undefined_factor + \
        size


print(Settings)
