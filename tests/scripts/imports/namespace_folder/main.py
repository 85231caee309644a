# A folder without __init__.py is a package too.
import tools.alpha
from tools import beta
from tools.inner.gamma import gamma

print(tools.alpha.name, beta.name, gamma(), tools.__name__, beta.__name__)
