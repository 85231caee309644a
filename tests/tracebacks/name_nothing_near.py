abcdefgh = 1
zzzzzzzzzzzz
