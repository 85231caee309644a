def convert(text):
    try:
        return int(text)
    except ValueError:
        raise TypeError("not a number") from None


convert("abc")
