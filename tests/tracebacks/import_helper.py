from modules.helper import lines


lines()
