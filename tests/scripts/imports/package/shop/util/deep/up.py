from ... import VERSION
from .. import listed
from ..money import CURRENCY


def parent_version():
    return f"{VERSION} {CURRENCY}"


def sibling():
    from ...cart import Cart
    return Cart().add("x", "1").total(), listed
