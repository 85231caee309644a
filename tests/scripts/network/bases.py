# Classes to derive transports and protocols from, and writers over transports of the script's own.
import asyncio, asyncio.transports, asyncio.protocols
class P(asyncio.Protocol):
    x = 1
    def __init__(self, a): self.a = a
    def connection_made(self, t): super().connection_made(t); self.t = t
class Q(P): pass
p = P(3); p.b = 4; q = Q(5)
print(p.a, p.b, q.a, isinstance(q, asyncio.BaseProtocol), issubclass(P, asyncio.protocols.Protocol), P.__mro__[1:])
print(p.data_received(b""), p.eof_received(), p.pause_writing(), p.__dict__)
class T(asyncio.Transport):
    def __init__(self, out): super().__init__({"peername": "me"}); self.out = out
    def write(self, data): self.out.append(data)
    def is_closing(self): return False
    def close(self): self.out.append("closed")
t = T([])
print(t.get_extra_info("peername"), t.get_extra_info("x", 7), isinstance(t, asyncio.WriteTransport))
print([c.__name__ for c in asyncio.Transport.__mro__])
class Flow(asyncio.Protocol):
    async def _drain_helper(self): print("drain helper")
    def _get_close_waiter(self, w):
        f = asyncio.get_running_loop().create_future(); f.set_result(None); return f
async def main():
    r = asyncio.StreamReader()
    w = asyncio.StreamWriter(t, Flow(), r, asyncio.get_running_loop())
    w.write(b"abc"); w.writelines([b"d"]) if hasattr(t, "writelines") and False else None
    await w.drain()
    print(w.get_extra_info("peername"), w.is_closing(), w.get_extra_info("q", 3))
    w.close(); await w.wait_closed()
    print(t.out)
    async def h(r, w):
        print(isinstance(w.transport, asyncio.Transport), isinstance(w.transport.get_protocol(), asyncio.Protocol))
        w.close()
    s = await asyncio.start_server(h, "127.0.0.1", 0)
    print(isinstance(s, asyncio.AbstractServer), isinstance(s, asyncio.Server), type(s).__name__)
    r, w = await asyncio.open_connection("localhost", s.sockets[0].getsockname()[1])
    print(await r.read())
    w.close(); s.close(); await s.wait_closed()
asyncio.run(main())
