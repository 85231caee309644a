function logistic(n) {
  let x = 0.4, total = 0.0;
  for (let i = 0; i < n; i++) {
    x = 3.9 * x * (1.0 - x);
    if (x > 0.5) total += x;
    else total -= x * 0.5;
  }
  return total;
}
function integral(n) {
  const step = 2.0 / n;
  let total = 0.0;
  for (let i = 0; i < n; i++) {
    const x = (i + 0.5) * step;
    total += x * x / (1.0 + x);
  }
  return total * step;
}
function mandelbrot(size, limit) {
  let inside = 0;
  for (let row = 0; row < size; row++) {
    const ci = 2.0 * row / size - 1.0;
    for (let column = 0; column < size; column++) {
      const cr = 2.0 * column / size - 1.5;
      let zr = 0.0, zi = 0.0, n = 0;
      while (n < limit && zr * zr + zi * zi <= 4.0) {
        [zr, zi] = [zr * zr - zi * zi + cr, 2.0 * zr * zi + ci];
        n += 1;
      }
      if (n === limit) inside += 1;
    }
  }
  return inside;
}
console.log(logistic(1000000).toFixed(6), integral(1000000).toFixed(9), mandelbrot(160, 50));
