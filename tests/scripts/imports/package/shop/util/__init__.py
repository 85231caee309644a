print("util init")
__all__ = ["listed", "fmt"]
from .money import CURRENCY
listed = "listed name"
hidden_name = "hidden"


def fmt(cents):
    return f"{CURRENCY}{cents // 100}.{cents % 100:02}"
