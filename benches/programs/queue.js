class Queue {
  constructor(max) { this.max = max; this.items = []; this.head = 0; this.getters = []; this.putters = []; }
  async put(v) {
    while (this.items.length - this.head >= this.max) await new Promise((r) => this.putters.push(r));
    this.items.push(v);
    const g = this.getters.shift();
    if (g) g();
  }
  async get() {
    while (this.items.length === this.head) await new Promise((r) => this.getters.push(r));
    const v = this.items[this.head++];
    if (this.head > 1024) { this.items = this.items.slice(this.head); this.head = 0; }
    const p = this.putters.shift();
    if (p) p();
    return v;
  }
}
async function producer(q, n) { for (let i = 0; i < n; i++) await q.put(i); }
async function consumer(q, n) { let t = 0; for (let i = 0; i < n; i++) t += await q.get(); return t; }
async function main() {
  const q = new Queue(16);
  const cs = [0, 1, 2, 3].map(() => consumer(q, 20000));
  await Promise.all([0, 1, 2, 3].map(() => producer(q, 20000)));
  console.log((await Promise.all(cs)).reduce((a, b) => a + b, 0));
}
main();
