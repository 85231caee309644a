def read(stream, x):
    while (chunk := stream.read(10)) and (n := len(chunk)) > 2:
        print(chunk, n, x + (x := n), [last := c for c in chunk])
    return last
