obj = None
(obj
 .first
 .second)
