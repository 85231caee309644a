//! Decimal digits, written backwards from where they end.

/// The digits of 0 to 99, two by two.
const PAIRS: [u8; 200] = {
    let mut t = [0; 200];
    let mut i = 0;
    while i < 100 {
        t[2 * i] = b'0' + (i / 10) as u8;
        t[2 * i + 1] = b'0' + (i % 10) as u8;
        i += 1;
    }
    t
};

/// How many digits a number has.
#[inline]
pub fn decimal_len(n: u64) -> usize {
    match n {
        0..10 => 1,
        10..100 => 2,
        100..1000 => 3,
        1000..10_000 => 4,
        10_000..100_000 => 5,
        100_000..1_000_000 => 6,
        _ => n.ilog10() as usize + 1,
    }
}

/// Writes the digits of a number so that they end before `end`.
///
/// # Safety
/// There is room for as many bytes before it as the number has digits.
#[inline]
pub unsafe fn write_decimal(n: u64, end: *mut u8) {
    let mut at = end;
    // SAFETY: each step writes two digits that the number has; pairs below 100 lie in the table
    unsafe {
        let mut pair = |low: usize| {
            at = at.sub(2);
            at.cast::<[u8; 2]>().write(*PAIRS.as_ptr().add(2 * low).cast::<[u8; 2]>());
        };
        let mut wide = n;
        while wide > u32::MAX as u64 {
            pair((wide % 100) as usize);
            wide /= 100;
        }
        let mut left = wide as u32;
        while left >= 100 {
            pair((left % 100) as usize);
            left /= 100;
        }
        if left >= 10 {
            pair(left as usize);
        } else {
            *at.sub(1) = b'0' + left as u8;
        }
    }
}
