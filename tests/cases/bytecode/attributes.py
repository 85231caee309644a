def move(point, by):
    point.x += by
    point.items[0] = point.y = by.size.width
    del point.name, point.items[1:2]
    return (point
            .copy()
            .scaled(2,
                    3))
