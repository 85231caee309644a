def read(path):
    try:
        data = load(path)
    except (KeyError, ValueError) as error:
        raise Failed(path) from error
    except OSError:
        return None
    else:
        data.check()
    finally:
        close(path)
    return data
