def copy(source, target):
    with open(source) as a, open(target) as (b, c):
        for line in a:
            if line:
                return b.write(line)
