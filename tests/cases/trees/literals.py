0, 1_000, 0xff, 0o17, 0b11, 9223372036854775807, 9223372036854775808, 0xFFFFFFFFFFFFFFFFFFFF
1.0, 1e10, .5, 1., 1e400, 1_0.5
'a\tb\x41\u00e9\U0001F600\N{EM DASH}\101\
c', r'\n', "'", '''two
lines'''
'\ud800', '\udc80x'
b'a\x00\xff\n\101', rb'\x', b'a' b'b'
'a' 'b' "c"
f'', f'x', f'{a}', 'a' f'{b}' 'c', f'{{{a}}}'
f'{a!r}{b!s:>10}{c=}{d = !s}{e=:.2f}{f:{g}.{h!r}}{i,}'
rf'\d{a:\d}'
f"{'nested ' f'{deep}'}" f'{x:%H:%M}'
