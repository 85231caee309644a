from . import alpha
name = alpha.name + " beta"
