# Packages: __init__, submodules, relative imports, __all__.
import shop
import shop.cart
import shop.util.money as money
from shop import cart, VERSION
from shop.util import fmt
from shop.util.money import to_cents, CURRENCY as CUR
from shop.util import *

print(shop.__name__, shop.cart.__name__, money.__name__, shop.__package__, cart.__package__)
print(VERSION, CUR, to_cents("1.50"), fmt(1999), shop.util.money is money, cart is shop.cart)
c = cart.Cart()
c.add("tea", "2.50").add("cake", "3.25")
print(c.total(), c)
print(listed, "hidden_name" in globals())
try:
    import shop.nothing
except ModuleNotFoundError as e:
    print(type(e).__name__, e, e.name)
try:
    import money.nothing
except ModuleNotFoundError as e:
    print(e)
try:
    from shop.cart import Nope
except ImportError as e:
    print(str(e).split(" (")[0])
from shop.util.deep import up
print(up.parent_version(), up.sibling())
