def logged(f):
    def wrapper(*args, **kwargs):
        return f(*args, **kwargs)

    return wrapper


@logged
@logged
def divide(a, b):
    return a // b


divide(1, b=0)
