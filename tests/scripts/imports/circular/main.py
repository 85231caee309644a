# Two modules that import each other.
import first

print(first.name, first.ask(), first.second.ask())
from second import partial
print(partial)
