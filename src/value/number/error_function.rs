//! The error function by rational approximations on five intervals. The coefficients and the order of the
//! operations are those of the common C libraries, so that the last digits agree with CPython's.

// Top and bottom of the approximation below 0.84375.
#[rustfmt::skip]
const NEAR_TOP: [f64; 5] = [
    0.12837916709551256, -0.3250421072470015, -0.02848174957559851, -0.005770270296489442,
    -2.3763016656650163e-05,
];
#[rustfmt::skip]
const NEAR_BOTTOM: [f64; 6] = [
    1.0, 0.39791722395915535, 0.0650222499887673, 0.005081306281875766, 0.00013249473800432164,
    -3.960228278775368e-06,
];
// From there to 1.25, around 1.
#[rustfmt::skip]
const ONE_TOP: [f64; 7] = [
    -0.0023621185607526594, 0.41485611868374833, -0.3722078760357013, 0.31834661990116175,
    -0.11089469428239668, 0.035478304325618236, -0.002166375594868791,
];
#[rustfmt::skip]
const ONE_BOTTOM: [f64; 7] = [
    1.0, 0.10642088040084423, 0.540397917702171, 0.07182865441419627, 0.12617121980876164,
    0.01363708391202905, 0.011984499846799107,
];
// From there to 1 / 0.35, in 1 / x².
#[rustfmt::skip]
const MIDDLE_TOP: [f64; 8] = [
    -0.009864944034847148, -0.6938585727071818, -10.558626225323291, -62.375332450326006,
    -162.39666946257347, -184.60509290671104, -81.2874355063066, -9.814329344169145,
];
#[rustfmt::skip]
const MIDDLE_BOTTOM: [f64; 9] = [
    1.0, 19.651271667439257, 137.65775414351904, 434.56587747522923, 645.3872717332679, 429.00814002756783,
    108.63500554177944, 6.570249770319282, -0.0604244152148581,
];
// And beyond.
#[rustfmt::skip]
const FAR_TOP: [f64; 7] = [
    -0.0098649429247001, -0.799283237680523, -17.757954917754752, -160.63638485582192, -637.5664433683896,
    -1025.0951316110772, -483.5191916086514,
];
#[rustfmt::skip]
const FAR_BOTTOM: [f64; 8] = [
    1.0, 30.33806074348246, 325.7925129965739, 1536.729586084437, 3199.8582195085955, 2553.0504064331644,
    474.52854120695537, -22.44095244658582,
];
/// About erf(1); the second interval gives the difference to it.
const NEAR_ONE: f64 = 0.8450629115104675;

/// A polynomial, evaluated in pairs of terms.
fn polynomial(coefficients: &[f64], x: f64) -> f64 {
    let square = x * x;
    let fourth = square * square;
    let powers = [1.0, square, fourth, fourth * square, fourth * fourth];
    let pair = |pair: &[f64]| match pair {
        [a, b] => a + x * b,
        _ => pair.iter().sum(),
    };
    let mut terms = coefficients
        .chunks(2)
        .zip(powers)
        .map(|(c, power)| if power == 1.0 { pair(c) } else { power * pair(c) });
    let first = terms.next().unwrap_or(0.0);
    terms.fold(first, |sum, term| sum + term)
}

fn near(x: f64) -> f64 {
    let square = x * x;
    polynomial(&NEAR_TOP, square) / polynomial(&NEAR_BOTTOM, square)
}

fn around_one(size: f64) -> f64 {
    polynomial(&ONE_TOP, size - 1.0) / polynomial(&ONE_BOTTOM, size - 1.0)
}

/// erfc of a size of 1.25 or more.
fn tail(size: f64) -> f64 {
    let s = 1.0 / (size * size);
    let ratio = if size < 1.0 / 0.35 {
        polynomial(&MIDDLE_TOP, s) / polynomial(&MIDDLE_BOTTOM, s)
    } else {
        polynomial(&FAR_TOP, s) / polynomial(&FAR_BOTTOM, s)
    };
    // The square of the upper half is exact.
    let upper = f64::from_bits(size.to_bits() & !0xffff_ffff);
    (-upper * upper - 0.5625).exp() * ((upper - size) * (upper + size) + ratio).exp() / size
}

/// The error function.
pub fn erf(x: f64) -> f64 {
    let size = x.abs();
    if x.is_nan() {
        return x;
    }
    if size < 0.84375 {
        // Below 2^-28 the ratio is a constant.
        return if size < 3.725290298461914e-9 { x + 0.1283791670955126 * x } else { x + x * near(x) };
    }
    let value = if size < 1.25 {
        NEAR_ONE + around_one(size)
    } else if size >= 6.0 {
        1.0
    } else {
        1.0 - tail(size)
    };
    value.copysign(x)
}

/// The complementary error function.
pub fn erfc(x: f64) -> f64 {
    let size = x.abs();
    if x.is_nan() {
        return x;
    }
    if size < 0.84375 {
        // Below 2^-56 nothing is left of x.
        return if size < 1.3877787807814457e-17 {
            1.0 - x
        } else if x < 0.25 {
            1.0 - (x + x * near(x))
        } else {
            0.5 - (x * near(x) + (x - 0.5))
        };
    }
    if size < 1.25 {
        return if x > 0.0 { 1.0 - NEAR_ONE - around_one(size) } else { 1.0 + (NEAR_ONE + around_one(size)) };
    }
    match x {
        28.0.. => 0.0,
        ..=-6.0 => 2.0,
        0.0.. => tail(size),
        _ => 2.0 - tail(size),
    }
}
