from math import (
    sin,
    cosinus,
)
