from .y import x
