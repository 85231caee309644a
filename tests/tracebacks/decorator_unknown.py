@undefined_decorator(1,
                     2)
class C:
    pass
