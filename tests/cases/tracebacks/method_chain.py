class Query:
    def where(self, **conditions):
        self.conditions = conditions
        return self

    def run(self):
        return self.conditions["missing"]


result = (
    Query()
    .where(a=1,
           b=2)
    .run()
)
