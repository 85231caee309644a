def validate(record):
    if not record:
        raise ValueError(
            "the record is empty: "
            + repr(record)
        )


validate({})
