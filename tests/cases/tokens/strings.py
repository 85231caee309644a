'a' "b" r'\n' b"x" Rb'\'' u'ü' ''
'''one
two''' """it's "quoted\"""" ''''a'''
f'x{a}y' f"{a!r:>{w}}" f'{a=}' F'{{}}' rf'\{a}\N{b}'
f'\N{DASH}{x:=5}{y!=z}{ {1: 2}[1]:d}' f"{'nested "quotes"'}"
f'''{
  a  # inside
}
{b:%H:%M}''' f'{a:{b:{c}}}' f'{f'{f''}'}'
