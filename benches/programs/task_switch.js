async function spin(n) {
  for (let i = 0; i < n; i++) await null;
  return n;
}
Promise.all(Array.from({ length: 100 }, () => spin(2000))).then((r) => console.log(r.reduce((a, b) => a + b, 0)));
