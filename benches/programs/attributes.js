class Particle {
  constructor(x, y) { this.x = x; this.y = y; this.vx = 1; this.vy = 2; this.steps = 0; }
  step() {
    this.x += this.vx; this.y += this.vy;
    if (this.x > 1000) this.vx = -this.vx;
    if (this.x < 0) this.vx = -this.vx;
    this.steps += 1;
  }
  energy() { return this.vx * this.vx + this.vy * this.vy; }
}
class Counter {
  constructor() { this.total = 0; }
  add(n) { this.total += n; return this; }
}
const ps = Array.from({ length: 100 }, (_, i) => new Particle(i, -i));
let energy = 0;
for (let k = 0; k < 6000; k++) { for (const p of ps) p.step(); energy += ps[0].energy(); }
const c = new Counter();
for (let i = 0; i < 600000; i++) c.add(i).add(1);
console.log(ps.reduce((a, p) => a + p.x, 0), ps.reduce((a, p) => a + p.steps, 0), energy, c.total);
