//! Properties and case mappings of code points, as in Unicode 15.1, which is what CPython 3.13 has. The
//! crates and the standard library know newer versions; what is newer counts as unassigned here.

use unicode_general_category::{GeneralCategory as Cat, get_general_category};

type Range = (u32, u32);

/// Assigned after Unicode 15.1.
#[rustfmt::skip]
const NEWER: &[Range] = &[
    (0x897, 0x897), (0x1b4e, 0x1b4f), (0x1b7f, 0x1b7f), (0x1c89, 0x1c8a), (0x2427, 0x2429), (0x31e4, 0x31e5),
    (0xa7cb, 0xa7cd), (0xa7da, 0xa7dc), (0x105c0, 0x105f3), (0x10d40, 0x10d65), (0x10d69, 0x10d85),
    (0x10d8e, 0x10d8f), (0x10ec2, 0x10ec4), (0x10efc, 0x10efc), (0x11380, 0x11389), (0x1138b, 0x1138b),
    (0x1138e, 0x1138e), (0x11390, 0x113b5), (0x113b7, 0x113c0), (0x113c2, 0x113c2), (0x113c5, 0x113c5),
    (0x113c7, 0x113ca), (0x113cc, 0x113d5), (0x113d7, 0x113d8), (0x113e1, 0x113e2), (0x116d0, 0x116e3),
    (0x11bc0, 0x11be1), (0x11bf0, 0x11bf9), (0x11f5a, 0x11f5a), (0x13460, 0x143fa), (0x16100, 0x16139),
    (0x16d40, 0x16d79), (0x18cff, 0x18cff), (0x1cc00, 0x1ccf9), (0x1cd00, 0x1ceb3), (0x1e5d0, 0x1e5fa),
    (0x1e5ff, 0x1e5ff), (0x1f8b2, 0x1f8bb), (0x1f8c0, 0x1f8c1), (0x1fa89, 0x1fa89), (0x1fa8f, 0x1fa8f),
    (0x1fabe, 0x1fabe), (0x1fac6, 0x1fac6), (0x1fadc, 0x1fadc), (0x1fadf, 0x1fadf), (0x1fae9, 0x1fae9),
    (0x1fbcb, 0x1fbef),
];

/// Digits that are no decimal digits, such as superscripts.
#[rustfmt::skip]
const OTHER_DIGIT: &[Range] = &[
    (0xb2, 0xb3), (0xb9, 0xb9), (0x1369, 0x1371), (0x19da, 0x19da), (0x2070, 0x2070), (0x2074, 0x2079),
    (0x2080, 0x2089), (0x2460, 0x2468), (0x2474, 0x247c), (0x2488, 0x2490), (0x24ea, 0x24ea),
    (0x24f5, 0x24fd), (0x24ff, 0x24ff), (0x2776, 0x277e), (0x2780, 0x2788), (0x278a, 0x2792),
    (0x10a40, 0x10a43), (0x10e60, 0x10e68), (0x11052, 0x1105a), (0x1f100, 0x1f10a),
];

/// Letters with a numeric value.
#[rustfmt::skip]
const NUMERIC_LETTER: &[Range] = &[
    (0x3405, 0x3405), (0x3483, 0x3483), (0x382a, 0x382a), (0x3b4d, 0x3b4d), (0x4e00, 0x4e00),
    (0x4e03, 0x4e03), (0x4e07, 0x4e07), (0x4e09, 0x4e09), (0x4e24, 0x4e24), (0x4e5d, 0x4e5d),
    (0x4e8c, 0x4e8c), (0x4e94, 0x4e94), (0x4e96, 0x4e96), (0x4eac, 0x4eac), (0x4ebf, 0x4ec0),
    (0x4edf, 0x4edf), (0x4ee8, 0x4ee8), (0x4f0d, 0x4f0d), (0x4f70, 0x4f70), (0x4fe9, 0x4fe9),
    (0x5006, 0x5006), (0x5104, 0x5104), (0x5146, 0x5146), (0x5169, 0x5169), (0x516b, 0x516b),
    (0x516d, 0x516d), (0x5341, 0x5341), (0x5343, 0x5345), (0x534c, 0x534c), (0x53c1, 0x53c4),
    (0x56db, 0x56db), (0x58f1, 0x58f1), (0x58f9, 0x58f9), (0x5e7a, 0x5e7a), (0x5efe, 0x5eff),
    (0x5f0c, 0x5f0e), (0x5f10, 0x5f10), (0x62d0, 0x62d0), (0x62fe, 0x62fe), (0x634c, 0x634c),
    (0x67d2, 0x67d2), (0x6d1e, 0x6d1e), (0x6f06, 0x6f06), (0x7396, 0x7396), (0x767e, 0x767e),
    (0x7695, 0x7695), (0x79ed, 0x79ed), (0x8086, 0x8086), (0x842c, 0x842c), (0x8cae, 0x8cae),
    (0x8cb3, 0x8cb3), (0x8d30, 0x8d30), (0x920e, 0x920e), (0x94a9, 0x94a9), (0x9621, 0x9621),
    (0x9646, 0x9646), (0x964c, 0x964c), (0x9678, 0x9678), (0x96f6, 0x96f6), (0xf96b, 0xf96b),
    (0xf973, 0xf973), (0xf978, 0xf978), (0xf9b2, 0xf9b2), (0xf9d1, 0xf9d1), (0xf9d3, 0xf9d3),
    (0xf9fd, 0xf9fd), (0x20001, 0x20001), (0x20064, 0x20064), (0x200e2, 0x200e2), (0x20121, 0x20121),
    (0x2092a, 0x2092a), (0x20983, 0x20983), (0x2098c, 0x2098c), (0x2099c, 0x2099c), (0x20aea, 0x20aea),
    (0x20afd, 0x20afd), (0x20b19, 0x20b19), (0x22390, 0x22390), (0x22998, 0x22998), (0x23b1b, 0x23b1b),
    (0x2626d, 0x2626d), (0x2f890, 0x2f890),
];

/// The first and last of each run of decimal digits; a run is one or more times 0 to 9.
#[rustfmt::skip]
const DECIMAL: &[Range] = &[
    (0x30, 0x39), (0x660, 0x669), (0x6f0, 0x6f9), (0x7c0, 0x7c9), (0x966, 0x96f), (0x9e6, 0x9ef),
    (0xa66, 0xa6f), (0xae6, 0xaef), (0xb66, 0xb6f), (0xbe6, 0xbef), (0xc66, 0xc6f), (0xce6, 0xcef),
    (0xd66, 0xd6f), (0xde6, 0xdef), (0xe50, 0xe59), (0xed0, 0xed9), (0xf20, 0xf29), (0x1040, 0x1049),
    (0x1090, 0x1099), (0x17e0, 0x17e9), (0x1810, 0x1819), (0x1946, 0x194f), (0x19d0, 0x19d9),
    (0x1a80, 0x1a89), (0x1a90, 0x1a99), (0x1b50, 0x1b59), (0x1bb0, 0x1bb9), (0x1c40, 0x1c49),
    (0x1c50, 0x1c59), (0xa620, 0xa629), (0xa8d0, 0xa8d9), (0xa900, 0xa909), (0xa9d0, 0xa9d9),
    (0xa9f0, 0xa9f9), (0xaa50, 0xaa59), (0xabf0, 0xabf9), (0xff10, 0xff19), (0x104a0, 0x104a9),
    (0x10d30, 0x10d39), (0x11066, 0x1106f), (0x110f0, 0x110f9), (0x11136, 0x1113f), (0x111d0, 0x111d9),
    (0x112f0, 0x112f9), (0x11450, 0x11459), (0x114d0, 0x114d9), (0x11650, 0x11659), (0x116c0, 0x116c9),
    (0x11730, 0x11739), (0x118e0, 0x118e9), (0x11950, 0x11959), (0x11c50, 0x11c59), (0x11d50, 0x11d59),
    (0x11da0, 0x11da9), (0x11f50, 0x11f59), (0x16a60, 0x16a69), (0x16ac0, 0x16ac9), (0x16b50, 0x16b59),
    (0x1d7ce, 0x1d7ff), (0x1e140, 0x1e149), (0x1e2f0, 0x1e2f9), (0x1e4f0, 0x1e4f9), (0x1e950, 0x1e959),
    (0x1fbf0, 0x1fbf9),
];

/// Title case of characters whose upper case is something else and follows no rule.
#[rustfmt::skip]
const TITLE: &[(u32, &[u32])] = &[
    (0xdf, &[0x53, 0x73]), (0x587, &[0x535, 0x582]), (0x1fb2, &[0x1fba, 0x345]), (0x1fb3, &[0x1fbc]),
    (0x1fb4, &[0x386, 0x345]), (0x1fb7, &[0x391, 0x342, 0x345]), (0x1fbc, &[0x1fbc]),
    (0x1fc2, &[0x1fca, 0x345]), (0x1fc3, &[0x1fcc]), (0x1fc4, &[0x389, 0x345]),
    (0x1fc7, &[0x397, 0x342, 0x345]), (0x1fcc, &[0x1fcc]), (0x1ff2, &[0x1ffa, 0x345]), (0x1ff3, &[0x1ffc]),
    (0x1ff4, &[0x38f, 0x345]), (0x1ff7, &[0x3a9, 0x342, 0x345]), (0x1ffc, &[0x1ffc]),
    (0xfb00, &[0x46, 0x66]), (0xfb01, &[0x46, 0x69]), (0xfb02, &[0x46, 0x6c]), (0xfb03, &[0x46, 0x66, 0x69]),
    (0xfb04, &[0x46, 0x66, 0x6c]), (0xfb05, &[0x53, 0x74]), (0xfb06, &[0x53, 0x74]),
    (0xfb13, &[0x544, 0x576]), (0xfb14, &[0x544, 0x565]), (0xfb15, &[0x544, 0x56b]),
    (0xfb16, &[0x54e, 0x576]), (0xfb17, &[0x544, 0x56d]),
];

fn within(table: &[Range], c: u32) -> bool {
    let after = table.partition_point(|r| r.0 <= c);
    after > 0 && c <= table[after - 1].1
}

/// The general category.
pub fn category(c: u32) -> Cat {
    match char::from_u32(c) {
        None => Cat::Surrogate,
        Some(ch) => {
            if c >= NEWER[0].0 && within(NEWER, c) {
                Cat::Unassigned
            } else {
                get_general_category(ch)
            }
        }
    }
}

/// `str.isalpha` of one code point.
pub fn is_alpha(c: u32) -> bool {
    if c < 0x80 {
        return (c as u8).is_ascii_alphabetic();
    }
    use Cat::*;
    matches!(category(c), UppercaseLetter | LowercaseLetter | TitlecaseLetter | ModifierLetter | OtherLetter)
}

/// `str.isdecimal` of one code point.
pub fn is_decimal(c: u32) -> bool {
    decimal_value(c).is_some()
}

/// The value of a decimal digit in any script.
pub fn decimal_value(c: u32) -> Option<u32> {
    if c < 0x80 {
        return (c as u8).is_ascii_digit().then(|| c - 0x30);
    }
    let after = DECIMAL.partition_point(|r| r.0 <= c);
    let run = DECIMAL.get(after.checked_sub(1)?)?;
    (c <= run.1).then(|| (c - run.0) % 10)
}

/// `str.isdigit` of one code point.
pub fn is_digit(c: u32) -> bool {
    is_decimal(c) || within(OTHER_DIGIT, c)
}

/// `str.isnumeric` of one code point.
pub fn is_numeric(c: u32) -> bool {
    if c < 0x80 {
        return (c as u8).is_ascii_digit();
    }
    matches!(category(c), Cat::DecimalNumber | Cat::LetterNumber | Cat::OtherNumber)
        || within(NUMERIC_LETTER, c)
}

/// `str.isalnum` of one code point.
pub fn is_alnum(c: u32) -> bool {
    is_alpha(c) || is_numeric(c)
}

/// `str.isspace` of one code point; also what `strip()` and `split()` take for white space.
pub fn is_space(c: u32) -> bool {
    matches!(c, 9..=13 | 0x1c..=0x20 | 0x85 | 0xa0 | 0x1680 | 0x2000..=0x200a | 0x2028 | 0x2029 | 0x202f | 0x205f | 0x3000)
}

/// Whether `str.splitlines` ends a line here (CR LF is one end, which the caller sees to).
pub fn is_line_end(c: u32) -> bool {
    matches!(c, 10..=13 | 0x1c..=0x1e | 0x85 | 0x2028 | 0x2029)
}

/// `str.isprintable` of one code point: what repr leaves as it is.
pub fn is_printable(c: u32) -> bool {
    if c < 0x7f {
        return c >= 0x20;
    }
    if is_often_printed(c) {
        return true;
    }
    use Cat::*;
    !matches!(
        category(c),
        Control
            | Format
            | Surrogate
            | PrivateUse
            | Unassigned
            | SpaceSeparator
            | LineSeparator
            | ParagraphSeparator
    )
}

/// Whether the code point has the Uppercase property.
pub fn is_upper(c: u32) -> bool {
    char::from_u32(c).is_some_and(|ch| ch.is_uppercase() && (is_old(c) || category(c) != Cat::Unassigned))
}

/// Whether the code point has the Lowercase property.
pub fn is_lower(c: u32) -> bool {
    // U+0295 was a small letter until Unicode 17.
    c == 0x295
        || char::from_u32(c)
            .is_some_and(|ch| ch.is_lowercase() && (is_old(c) || category(c) != Cat::Unassigned))
}

/// Whether the code point is a title-case letter.
pub fn is_title(c: u32) -> bool {
    c >= 0x1c5 && category(c) == Cat::TitlecaseLetter
}

/// Whether the code point has case at all.
pub fn is_cased(c: u32) -> bool {
    is_upper(c) || is_lower(c) || is_title(c)
}

/// Whether the rule for the final sigma looks past this code point.
pub fn is_case_ignorable(c: u32) -> bool {
    use Cat::*;
    matches!(category(c), NonspacingMark | EnclosingMark | Format | ModifierLetter | ModifierSymbol)
        || c == 0x1171e
        || matches!(
            c,
            0x27 | 0x2e
                | 0x3a
                | 0xb7
                | 0x387
                | 0x55f
                | 0x5f4
                | 0x2018
                | 0x2019
                | 0x2024
                | 0x2027
                | 0xfe13
                | 0xfe52
                | 0xfe55
                | 0xff07
                | 0xff0e
                | 0xff1a
        )
}

/// Whether an identifier may start with this code point (`_` included).
pub fn is_identifier_start(c: u32) -> bool {
    c == '_' as u32
        || char::from_u32(c)
            .is_some_and(|ch| unicode_ident::is_xid_start(ch) && (c < 0x80 || category(c) != Cat::Unassigned))
}

/// Whether an identifier may go on with this code point.
pub fn is_identifier_continue(c: u32) -> bool {
    char::from_u32(c)
        .is_some_and(|ch| unicode_ident::is_xid_continue(ch) && (c < 0x80 || category(c) != Cat::Unassigned))
}

/// Whether the code point is one of many that are neither capital nor small: kana, Chinese characters, Hangul.
pub fn has_no_case(c: u32) -> bool {
    matches!(c, 0x3041..=0x3096 | 0x30a1..=0x30fa | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xac00..=0xd7a3)
}

/// Whether the code point is one of those that are most often met and surely printable.
fn is_often_printed(c: u32) -> bool {
    matches!(c, 0xa1..=0xac | 0xae..=0x377 | 0x400..=0x52f | 0x2010..=0x2027 | 0x2030..=0x205e | 0x20a0..=0x20c0)
        || has_no_case(c)
}

/// Whether the code point stands in a block whose letters and their mappings are older than all that matters here:
/// Latin with its first extension, Greek, Cyrillic.
fn is_old(c: u32) -> bool {
    matches!(c, 0..0x180 | 0x370..0x500)
}

/// Calls `out` with each code point of a mapping of the standard library, or with `c` itself where the
/// mapping is newer than Unicode 15.1.
fn emit<I: Iterator<Item = char> + Clone>(c: u32, mapped: I, out: &mut impl FnMut(u32)) {
    if !is_old(c)
        && (category(c) == Cat::Unassigned || mapped.clone().any(|m| category(m as u32) == Cat::Unassigned))
    {
        return out(c);
    }
    mapped.for_each(|m| out(m as u32));
}

/// Gives the full upper-case mapping, one to three code points.
pub fn to_upper(c: u32, mut out: impl FnMut(u32)) {
    match char::from_u32(c) {
        // Small letters whose capitals came with Unicode 17.
        Some(_) if matches!(c, 0xa7d3 | 0xa7d5) => out(c),
        Some(ch) => emit(c, ch.to_uppercase(), &mut out),
        None => out(c),
    }
}

/// Gives the full lower-case mapping, without regard to context.
pub fn to_lower(c: u32, mut out: impl FnMut(u32)) {
    match char::from_u32(c) {
        Some(ch) => emit(c, ch.to_lowercase(), &mut out),
        None => out(c),
    }
}

/// Gives the full title-case mapping.
pub fn to_title(c: u32, mut out: impl FnMut(u32)) {
    match c {
        0..0xdf => to_upper(c, out),
        0x1c4..=0x1cc => out(c - (c - 0x1c4) % 3 + 1),
        0x1f1..=0x1f3 => out(0x1f2),
        0x10d0..=0x10fa | 0x10fd..=0x10ff => out(c),
        0x1f80..=0x1faf => out(c | 8),
        _ => match TITLE.binary_search_by_key(&c, |e| e.0) {
            Ok(i) => TITLE[i].1.iter().for_each(|&t| out(t)),
            Err(_) => to_upper(c, out),
        },
    }
}

/// Gives the full case folding.
pub fn to_folded(c: u32, mut out: impl FnMut(u32)) {
    match c {
        0x131 | 0x13a0..=0x13f5 => out(c),
        0x13f8..=0x13fd => out(c - 8),
        0xab70..=0xabbf => out(c - 0xab70 + 0x13a0),
        0x1e9e => {
            out(0x73);
            out(0x73);
        }
        // Everything else folds to the small forms of its capitals.
        _ => to_upper(c, |u| to_lower(u, &mut out)),
    }
}
