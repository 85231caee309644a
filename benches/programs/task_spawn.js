const tick = () => new Promise((r) => queueMicrotask(r));
async function job(n) { await null; return n + 1; }
async function main() {
  let total = 0;
  for (let i = 0; i < 30000; i++) total += await job(i);
  for (let k = 0; k < 30; k++) {
    const ts = [];
    for (let i = 0; i < 1000; i++) ts.push(job(i));
    for (const t of ts) total += await t;
  }
  console.log(total);
}
main();
