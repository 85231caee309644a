def sign(n):
    text = "big" if n > 100 else "small" if n else "none"
    return text if n >= 0 else "negative"
