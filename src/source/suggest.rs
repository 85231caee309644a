//! "Did you mean": the known name nearest to a wrong one, by the same measure as CPython's.

const MOVE: usize = 2;
const CASE: usize = 1;
const MAX_CANDIDATES: usize = 750;
const MAX_LENGTH: usize = 40;

/// The candidate that is most like `wrong`, if one is like enough. Of equally good ones the first.
pub fn closest<S: AsRef<str>>(wrong: &str, candidates: impl IntoIterator<Item = S>) -> Option<String> {
    closest_within(wrong, candidates, wrong.chars().count())
}

/// The same for a wrong keyword of a call, where a name that is altogether different may do if it is short.
pub fn closest_keyword<S: AsRef<str>>(
    wrong: &str,
    candidates: impl IntoIterator<Item = S>,
) -> Option<String> {
    closest_within(wrong, candidates, usize::MAX)
}

fn closest_within<S: AsRef<str>>(
    wrong: &str,
    candidates: impl IntoIterator<Item = S>,
    below: usize,
) -> Option<String> {
    let wrong_chars: Vec<char> = wrong.chars().collect();
    if wrong_chars.len() > MAX_LENGTH {
        return None;
    }
    let mut best: Option<(usize, String)> = None;
    for (n, candidate) in candidates.into_iter().enumerate() {
        if n >= MAX_CANDIDATES {
            return None;
        }
        let candidate = candidate.as_ref();
        if candidate == wrong {
            continue;
        }
        let chars: Vec<char> = candidate.chars().collect();
        // at most a third of the characters may differ, and a better match must be better
        let limit = (chars.len() + wrong_chars.len() + 3) * MOVE / 6;
        let beat = best.as_ref().map_or(below, |b| b.0);
        let Some(limit) = beat.checked_sub(1).map(|b| limit.min(b)) else { continue };
        let distance = distance(&wrong_chars, &chars, limit);
        if distance <= limit {
            best = Some((distance, candidate.to_owned()));
        }
    }
    best.map(|b| b.1)
}

fn substitution(a: char, b: char) -> usize {
    if a == b {
        0
    } else if a.to_lowercase().eq(b.to_lowercase()) {
        CASE
    } else {
        MOVE
    }
}

/// The edit distance; something above `limit` if it is above `limit`.
fn distance(a: &[char], b: &[char], limit: usize) -> usize {
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same..], &b[same..]);
    let same = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - same], &b[..b.len() - same]);
    if a.is_empty() || b.is_empty() {
        return MOVE * (a.len() + b.len());
    }
    if a.len() > MAX_LENGTH || b.len() > MAX_LENGTH || a.len().abs_diff(b.len()) * MOVE > limit {
        return limit + 1;
    }
    // one row of the table at a time; row[i] is the cost of making a[..i]
    let mut row: Vec<usize> = (0..=a.len()).map(|i| i * MOVE).collect();
    for (j, &y) in b.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (j + 1) * MOVE;
        let mut least = usize::MAX;
        for (i, &x) in a.iter().enumerate() {
            let cost = (diagonal + substitution(x, y)).min(row[i].min(row[i + 1]) + MOVE);
            diagonal = std::mem::replace(&mut row[i + 1], cost);
            least = least.min(cost);
        }
        if least > limit {
            return limit + 1;
        }
    }
    row[a.len()]
}
