def größe(名前):
    return "日本語" + 名前 + None


größe("ü")
