//! The `is…` methods of `str`.

use super::unicode as uni;
use super::wtf8::Wtf8;

/// Whether the text is not empty and every code point has the property.
fn all(s: Wtf8<'_>, property: impl Fn(u32) -> bool) -> bool {
    !s.is_empty() && s.chars().all(property)
}

/// `str.isalpha`
pub fn is_alpha(s: Wtf8<'_>) -> bool {
    all(s, uni::is_alpha)
}

/// `str.isdecimal`
pub fn is_decimal(s: Wtf8<'_>) -> bool {
    all(s, uni::is_decimal)
}

/// `str.isdigit`
pub fn is_digit(s: Wtf8<'_>) -> bool {
    all(s, uni::is_digit)
}

/// `str.isnumeric`
pub fn is_numeric(s: Wtf8<'_>) -> bool {
    all(s, uni::is_numeric)
}

/// `str.isalnum`
pub fn is_alnum(s: Wtf8<'_>) -> bool {
    all(s, uni::is_alnum)
}

/// `str.isspace`
pub fn is_space(s: Wtf8<'_>) -> bool {
    all(s, uni::is_space)
}

/// `str.isprintable`: true for the empty text
pub fn is_printable(s: Wtf8<'_>) -> bool {
    s.chars().all(uni::is_printable)
}

/// `str.isidentifier`
pub fn is_identifier(s: Wtf8<'_>) -> bool {
    let mut chars = s.chars();
    chars.next().is_some_and(uni::is_identifier_start) && chars.all(uni::is_identifier_continue)
}

/// `str.isupper`: some capital, nothing small or in title case
pub fn is_upper(s: Wtf8<'_>) -> bool {
    let mut seen = false;
    for c in s.chars() {
        if uni::is_lower(c) || uni::is_title(c) {
            return false;
        }
        seen = seen || uni::is_upper(c);
    }
    seen
}

/// `str.islower`: some small letter, nothing capital or in title case
pub fn is_lower(s: Wtf8<'_>) -> bool {
    let mut seen = false;
    for c in s.chars() {
        if uni::is_upper(c) || uni::is_title(c) {
            return false;
        }
        seen = seen || uni::is_lower(c);
    }
    seen
}

/// `str.istitle`: each run of cased letters starts with a capital and goes on with small ones
pub fn is_title(s: Wtf8<'_>) -> bool {
    let (mut seen, mut inside) = (false, false);
    for c in s.chars() {
        if uni::is_upper(c) || uni::is_title(c) {
            if inside {
                return false;
            }
            (seen, inside) = (true, true);
        } else if uni::is_lower(c) {
            if !inside {
                return false;
            }
            seen = true;
        } else {
            inside = false;
        }
    }
    seen
}
