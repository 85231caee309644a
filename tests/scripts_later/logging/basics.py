# logging to standard output through a handler with a format.
import logging
import sys

logging.basicConfig(level=logging.INFO, format="%(levelname)s:%(name)s:%(message)s", stream=sys.stdout)
log = logging.getLogger("app")
log.debug("hidden")
log.info("hello %s %d", "world", 5)
log.warning("careful")
log.error("bad: %r", {"a": 1})
logging.info("root")
child = logging.getLogger("app.db")
child.setLevel(logging.DEBUG)
child.debug("shown, since its own level is lower")
print(child.parent.name, child.getEffectiveLevel(), log.isEnabledFor(logging.DEBUG), logging.getLevelName(30), logging.getLogger("app") is log)
h = logging.StreamHandler(sys.stdout)
h.setFormatter(logging.Formatter("[{levelname:>8}] {message}", style="{"))
own = logging.getLogger("own")
own.propagate = False
own.addHandler(h)
own.setLevel("DEBUG")
own.critical("no propagation")
try:
    1 / 0
except ZeroDivisionError:
    own.error("with text only: %s", sys.exc_info()[1])


class Filter(logging.Filter):
    def filter(self, record):
        return "secret" not in record.getMessage()


own.addFilter(Filter())
own.info("a secret")
own.info("public")
