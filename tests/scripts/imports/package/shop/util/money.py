print("money init")
CURRENCY = "$"


def to_cents(text):
    whole, _, part = text.partition(".")
    return int(whole) * 100 + int(part or 0)
