def länge(größe):
    return größe.wert + 1


print("é", länge(5), "ü")
