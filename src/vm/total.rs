//! What `sum` has so far, as long as it is a plain number.

use super::Vm;
use crate::value::{Builtins, IntObject, Value};

/// The three stages of a sum, which follow each other: ints of 64 bits, floats with what their rounding has lost, and
/// objects that are added by their operators.
#[derive(Clone, Copy, Debug)]
pub enum Total {
    /// A sum of ints.
    Int(i64),
    /// A sum of ints beyond 64 bits: from here on floats are summed as objects.
    Long(i128),
    /// A sum of floats and what its rounding has lost.
    Float(f64, f64),
    /// Anything else; the sum is kept elsewhere.
    Object,
}

impl Total {
    /// The stage that a first summand begins.
    pub fn of(start: Value<'_>) -> Total {
        if start.is_exact(Builtins::Int)
            && let Some(i) = start.as_i64()
        {
            return Total::Int(i);
        }
        Total::after_int(start)
    }

    /// The stage after an addition that ended the one of ints.
    pub fn after_int(sum: Value<'_>) -> Total {
        sum.word().as_float().map_or(Total::Object, |f| Total::Float(f, 0.0))
    }

    /// The sum of a stage of numbers; none of objects.
    pub fn value<'h>(self, vm: &'h Vm) -> Option<Value<'h>> {
        match self {
            Total::Int(i) => Some(vm.int(i)),
            Total::Long(i) => Some(vm.int_of_wide(i)),
            Total::Float(sum, lost) => {
                Some(Value::float(if lost != 0.0 && lost.is_finite() { sum + lost } else { sum }))
            }
            Total::Object => None,
        }
    }

    /// Adds an int of class int itself, of up to 127 bits.
    fn lengthen(&mut self, sum: i128, v: Value<'_>) -> bool {
        let number = match v.as_small_int().or(v.as_bool().map(i64::from)) {
            Some(i) => Some(i as i128),
            None => v.cast::<IntObject>().filter(|_| v.is_exact(Builtins::Int)).and_then(IntObject::to_i128),
        };
        let sum = number.and_then(|n| sum.checked_add(n));
        if let Some(sum) = sum {
            *self = Total::Long(sum);
        }
        sum.is_some()
    }

    /// Adds items as long as that can be done here; says whether all were.
    pub fn add_all(&mut self, items: &[Value<'_>]) -> bool {
        let mut items = items.iter();
        loop {
            let mut next = items.next();
            // many of one sort, without a look at the stage for each
            match self {
                Total::Int(sum) => {
                    let number = |v: &Value<'_>| v.word().as_int().or_else(|| v.as_bool().map(i64::from));
                    while let Some(x) = next.and_then(number) {
                        let Some(more) = sum.checked_add(x) else { break };
                        *sum = more;
                        next = items.next();
                    }
                }
                Total::Float(sum, lost) => {
                    while let Some(x) = next.and_then(|v| v.word().as_float()) {
                        (*sum, *lost) = with_loss(*sum, *lost, x);
                        next = items.next();
                    }
                }
                Total::Long(_) | Total::Object => {}
            }
            match next {
                None => return true,
                Some(v) if self.add(*v) => {}
                Some(_) => return false,
            }
        }
    }

    /// Adds an item if that can be done here.
    pub fn add(&mut self, v: Value<'_>) -> bool {
        match self {
            Total::Int(i) => {
                if let Some(sum) = v.as_small_int().and_then(|x| i.checked_add(x)) {
                    *i = sum;
                    return true;
                }
                let plain = v.is_exact(Builtins::Int) || v.as_bool().is_some();
                if let Some(sum) = v.as_i64().filter(|_| plain).and_then(|x| i.checked_add(x)) {
                    *i = sum;
                    return true;
                }
                match v.word().as_float() {
                    Some(x) => *self = Total::Float(*i as f64 + x, 0.0),
                    None => {
                        let sum = *i as i128;
                        return self.lengthen(sum, v);
                    }
                }
            }
            Total::Long(i) => {
                let sum = *i;
                return self.lengthen(sum, v);
            }
            Total::Float(sum, lost) => match (v.word().as_float(), v.as_i64()) {
                (Some(x), _) => (*sum, *lost) = with_loss(*sum, *lost, x),
                (None, Some(i)) => *sum += i as f64,
                (None, None) => return false,
            },
            Total::Object => return false,
        }
        true
    }
}

/// Adds a float to a sum, and to what its rounding has lost (Neumaier).
#[inline(always)]
pub(super) fn with_loss(sum: f64, lost: f64, x: f64) -> (f64, f64) {
    let t = sum + x;
    let error = if sum.abs() >= x.abs() { (sum - t) + x } else { (x - t) + sum };
    (t, lost + error)
}
