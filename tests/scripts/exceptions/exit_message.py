# exit: 1
# sys.exit with a text prints it on standard error and ends with 1.
import sys

print("standard output stays as it is")
print("and is flushed", end="")
sys.exit("this goes to standard error")
