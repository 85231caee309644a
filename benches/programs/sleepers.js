const N = 100000;
const sleep = (s) => new Promise((r) => setTimeout(r, s * 1000));
async function sleeper(i) { await sleep(0.2 + i / N); return 1; }
Promise.all(Array.from({ length: N }, (_, i) => sleeper(i))).then((r) => console.log(r.reduce((a, b) => a + b, 0)));
