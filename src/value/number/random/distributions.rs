//! Numbers by distributions, with the operations in CPython's order, so that every bit agrees.

use std::f64::consts::{E, PI};

use super::Random;
use crate::value::fault::{PyErr, PyResult};
use crate::value::number::float_ops::{modulo, power, true_div};
use crate::value::number::math;
use crate::value::number::special::lgamma;

const TWO_PI: f64 = 2.0 * PI;

impl Random {
    /// `uniform(a, b)`
    pub fn uniform(&mut self, a: f64, b: f64) -> f64 {
        a + (b - a) * self.random()
    }

    /// `triangular(low, high, mode)`; None means: give back `low` as it is
    pub fn triangular(&mut self, low: f64, high: f64, mode: Option<f64>) -> PyResult<Option<f64>> {
        let mut u = self.random();
        let (mut low, mut high) = (low, high);
        let mut c = match mode {
            None => 0.5,
            Some(_) if high - low == 0.0 => return Ok(None),
            Some(mode) => (mode - low) / (high - low),
        };
        if u > c {
            u = 1.0 - u;
            c = 1.0 - c;
            std::mem::swap(&mut low, &mut high);
        }
        Ok(Some(low + (high - low) * math::sqrt(u * c)?))
    }

    /// `normalvariate(mu, sigma)`
    pub fn normal(&mut self, mu: f64, sigma: f64) -> f64 {
        let magic = 4.0 * (-0.5f64).exp() / 2f64.sqrt();
        loop {
            let u1 = self.random();
            let u2 = 1.0 - self.random();
            let z = magic * (u1 - 0.5) / u2;
            if z * z / 4.0 <= -u2.ln() {
                return mu + z * sigma;
            }
        }
    }

    /// `gauss(mu, sigma)`
    pub fn gauss(&mut self, mu: f64, sigma: f64) -> f64 {
        let z = match self.gauss_next.take() {
            Some(z) => z,
            None => {
                let angle = self.random() * TWO_PI;
                let radius = (-2.0 * (1.0 - self.random()).ln()).sqrt();
                self.gauss_next = Some(angle.sin() * radius);
                angle.cos() * radius
            }
        };
        mu + z * sigma
    }

    /// `lognormvariate(mu, sigma)`
    pub fn log_normal(&mut self, mu: f64, sigma: f64) -> PyResult<f64> {
        math::exp(self.normal(mu, sigma))
    }

    /// `expovariate(lambd)`
    pub fn exponential(&mut self, lambd: f64) -> PyResult<f64> {
        true_div(-(1.0 - self.random()).ln(), lambd)
    }

    /// `vonmisesvariate(mu, kappa)`
    pub fn von_mises(&mut self, mu: f64, kappa: f64) -> PyResult<f64> {
        if kappa <= 1e-6 {
            return Ok(TWO_PI * self.random());
        }
        let s = 0.5 / kappa;
        let r = s + (1.0 + s * s).sqrt();
        let z = loop {
            let z = (PI * self.random()).cos();
            let d = z / (r + z);
            let u = self.random();
            if u < 1.0 - d * d || u <= (1.0 - d) * d.exp() {
                break z;
            }
        };
        let q = 1.0 / r;
        let angle = math::acos((q + z) / (1.0 + q * z))?;
        let sum = if self.random() > 0.5 { mu + angle } else { mu - angle };
        modulo(sum, TWO_PI)
    }

    /// `gammavariate(alpha, beta)`
    pub fn gamma(&mut self, alpha: f64, beta: f64) -> PyResult<f64> {
        if alpha <= 0.0 || beta <= 0.0 {
            return Err(PyErr::value("gammavariate: alpha and beta must be > 0.0"));
        }
        if alpha == 1.0 {
            return Ok(-(1.0 - self.random()).ln() * beta);
        }
        if alpha > 1.0 {
            // Cheng's method.
            let spread = (2.0 * alpha - 1.0).sqrt();
            let b = alpha - 4f64.ln();
            let c = alpha + spread;
            let magic = 1.0 + 4.5f64.ln();
            loop {
                let u1 = self.random();
                if !(1e-7 < u1 && u1 < 0.9999999) {
                    continue;
                }
                let u2 = 1.0 - self.random();
                let v = (u1 / (1.0 - u1)).ln() / spread;
                let x = alpha * v.exp();
                let z = u1 * u1 * u2;
                let r = b + c * v - x;
                if r + magic - 4.5 * z >= 0.0 || r >= z.ln() {
                    return Ok(x * beta);
                }
            }
        }
        loop {
            let u = self.random();
            let b = (E + alpha) / E;
            let p = b * u;
            let x = if p <= 1.0 {
                power(p, 1.0 / alpha)?
            } else {
                -math::log((b - p) / alpha, math::Log::Natural)?
            };
            let u1 = self.random();
            let accepted = if p > 1.0 { u1 <= power(x, alpha - 1.0)? } else { u1 <= (-x).exp() };
            if accepted {
                return Ok(x * beta);
            }
        }
    }

    /// `betavariate(alpha, beta)`
    pub fn beta(&mut self, alpha: f64, beta: f64) -> PyResult<f64> {
        let y = self.gamma(alpha, 1.0)?;
        if y == 0.0 { Ok(0.0) } else { true_div(y, y + self.gamma(beta, 1.0)?) }
    }

    /// `paretovariate(alpha)`
    pub fn pareto(&mut self, alpha: f64) -> PyResult<f64> {
        let u = 1.0 - self.random();
        power(u, true_div(-1.0, alpha)?)
    }

    /// `weibullvariate(alpha, beta)`
    pub fn weibull(&mut self, alpha: f64, beta: f64) -> PyResult<f64> {
        let u = 1.0 - self.random();
        Ok(alpha * power(-u.ln(), true_div(1.0, beta)?)?)
    }

    /// `binomialvariate(n, p)`
    pub fn binomial(&mut self, n: i64, p: f64) -> PyResult<i64> {
        if n < 0 {
            return Err(PyErr::value("n must be non-negative"));
        }
        match p {
            0.0 => return Ok(0),
            1.0 => return Ok(n),
            _ if p <= 0.0 || p >= 1.0 => {
                return Err(PyErr::value("p must be in the range 0.0 <= p <= 1.0"));
            }
            _ => {}
        }
        if n == 1 {
            return Ok((self.random() < p) as i64);
        }
        if p > 0.5 {
            return Ok(n - self.binomial(n, 1.0 - p)?);
        }
        if n as f64 * p < 10.0 {
            return self.binomial_by_gaps(n, p);
        }
        Ok(self.binomial_by_rejection(n, p))
    }

    /// Few successes: draws the gaps between them.
    fn binomial_by_gaps(&mut self, n: i64, p: f64) -> PyResult<i64> {
        let c = (1.0 - p).log2();
        if c == 0.0 {
            return Ok(0);
        }
        let (mut x, mut y) = (0, 0i64);
        loop {
            let gap = (math::log(self.random(), math::Log::Two)? / c).floor();
            y = y.saturating_add(gap as i64).saturating_add(1);
            if y > n {
                return Ok(x);
            }
            x += 1;
        }
    }

    /// Many: Hörmann's transformed rejection.
    fn binomial_by_rejection(&mut self, n: i64, p: f64) -> i64 {
        let size = n as f64;
        let deviation = (size * p * (1.0 - p)).sqrt();
        let b = 1.15 + 2.53 * deviation;
        let a = -0.0873 + 0.0248 * b + 0.01 * p;
        let c = size * p + 0.5;
        let quick = 0.92 - 4.2 / b;
        let log_gamma = |k: i64| lgamma(k as f64 + 1.0);
        loop {
            let u = self.random() - 0.5;
            let us = 0.5 - u.abs();
            let k = ((2.0 * a / us + b) * u + c).floor() as i64;
            if k < 0 || k > n {
                continue;
            }
            let mut v = self.random();
            if us >= 0.07 && v <= quick {
                return k;
            }
            let alpha = (2.83 + 5.1 / b) * deviation;
            let log_odds = (p / (1.0 - p)).ln();
            let mode = ((n + 1) as f64 * p).floor() as i64;
            let h = log_gamma(mode) + log_gamma(n - mode);
            v *= alpha / (a / (us * us) + b);
            if v.ln() <= h - log_gamma(k) - log_gamma(n - k) + (k - mode) as f64 * log_odds {
                return k;
            }
        }
    }
}
