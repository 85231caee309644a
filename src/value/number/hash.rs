//! Hashes of numbers and of collections of hashes, equal to CPython's on 64-bit machines, since the order in
//! which a set prints depends on them. Equal numbers of different types hash alike: everything is reduced
//! modulo the Mersenne prime 2^61 - 1.

use super::IntRef;
use super::limbs::Limbs;

const BITS: u32 = 61;
const MODULUS: u64 = (1 << BITS) - 1;

/// `hash(None)`
pub const NONE: i64 = 0xfca8_6420;
const INFINITY: i64 = 314_159;

/// -1 means failure inside CPython, so no hash is -1.
fn never_minus_one(h: i64) -> i64 {
    if h == -1 { -2 } else { h }
}

fn signed(size: u64, negative: bool) -> i64 {
    never_minus_one(if negative { -(size as i64) } else { size as i64 })
}

/// `hash(n)` of a machine word (and of a bool)
#[inline]
pub fn hash_i64(x: i64) -> i64 {
    if x.unsigned_abs() < MODULUS {
        return if x == -1 { -2 } else { x };
    }
    signed(x.unsigned_abs() % MODULUS, x < 0)
}

/// The hash of an int beyond a machine word, or of any.
pub fn hash_limbs(x: Limbs<'_>) -> i64 {
    // 2^64 is 8 modulo 2^61 - 1, and 2^61 is 1: the digits turn by three bits each, and are summed up
    let (mut sum, mut turn) = (0u128, 0);
    for digit in x.digits() {
        let size = (digit & MODULUS) + (digit >> BITS);
        sum += (size as u128) << turn;
        turn = if turn + 3 >= BITS { turn + 3 - BITS } else { turn + 3 };
        // so that there is room for the next
        sum = (sum & MODULUS as u128) + (sum >> BITS);
    }
    let folded = (sum as u64 & MODULUS) + (sum >> BITS) as u64;
    signed(folded % MODULUS, x.negative())
}

/// `hash(n)`
pub fn hash_int(x: IntRef<'_>) -> i64 {
    match x {
        IntRef::Small(x) => hash_i64(x),
        _ => x.with_limbs(hash_limbs),
    }
}

/// `hash(x)` of a float; None for NaN, which hashes by identity
pub fn hash_float(x: f64) -> Option<i64> {
    if x.is_nan() {
        return None;
    }
    if x.is_infinite() {
        return Some(if x > 0.0 { INFINITY } else { -INFINITY });
    }
    // x = mantissa * 2^exponent, and 2^61 is 1 modulo the prime: the exponent is a rotation.
    let (mantissa, exponent) = super::float_ops::decompose(x.abs());
    let reduced = mantissa % MODULUS;
    let turn = exponent.rem_euclid(BITS as i32) as u32;
    let rotated = ((reduced << turn) & MODULUS) | (reduced >> (BITS - turn));
    Some(signed(rotated % MODULUS, x < 0.0))
}

/// The hash of a tuple, item by item.
#[derive(Clone, Copy, Debug)]
pub struct TupleHash(u64);

impl TupleHash {
    const P5: u64 = 0x27d4_eb2f_1656_67c5;

    /// Before the first item.
    pub fn new() -> TupleHash {
        TupleHash(TupleHash::P5)
    }

    /// Takes the hash of the next item in.
    #[inline]
    pub fn add(&mut self, h: i64) {
        const P1: u64 = 0x9e37_79b1_85eb_ca87;
        const P2: u64 = 0xc2b2_ae3d_27d4_eb4f;
        self.0 = self.0.wrapping_add((h as u64).wrapping_mul(P2)).rotate_left(31).wrapping_mul(P1);
    }

    /// The hash, after so many items.
    #[inline]
    pub fn finish(self, len: usize) -> i64 {
        let acc = self.0.wrapping_add(len as u64 ^ (TupleHash::P5 ^ 3_527_539));
        if acc == u64::MAX { 1_546_275_796 } else { acc as i64 }
    }
}

impl Default for TupleHash {
    fn default() -> TupleHash {
        TupleHash::new()
    }
}

/// `hash(tuple)` from the hashes of its items
pub fn hash_tuple(items: impl ExactSizeIterator<Item = i64>) -> i64 {
    let len = items.len();
    let mut hash = TupleHash::new();
    items.for_each(|h| hash.add(h));
    hash.finish(len)
}

/// `hash(frozenset)` from the hashes of its items, in any order
pub fn hash_frozenset(items: impl Iterator<Item = i64>) -> i64 {
    let scatter = |h: i64| ((h as u64 ^ 89_869_747) ^ ((h as u64) << 16)).wrapping_mul(3_644_798_167);
    let (mut len, mut hash) = (0u64, 0);
    for h in items {
        len += 1;
        hash ^= scatter(h);
    }
    hash ^= (len + 1).wrapping_mul(1_927_868_237);
    hash ^= (hash >> 11) ^ (hash >> 25);
    hash = hash.wrapping_mul(69_069).wrapping_add(907_133_923);
    if hash == u64::MAX { 590_923_713 } else { hash as i64 }
}
