//! The text in the line editor, and the source it stands for.
//!
//! A block is edited as one text. Each of its lines but the first begins with one tab, which is drawn as the
//! second prompt, so that the cursor passes over that prompt in one step; the other leading tabs are levels of
//! indentation. Tabs are four columns wide, as the prompts are.

use crate::session::{Class, classes, wants_more};

/// The width of a level, of a tab and of both prompts.
pub(super) const WIDTH: usize = 4;

/// A line of a block: where its text begins in the block and in the source, and how far it is indented.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Line<'b> {
    /// Without indentation.
    pub text: &'b str,
    /// The first byte of the text in the source.
    pub source: usize,
    /// Columns of indentation.
    pub indent: usize,
}

/// The lines of a block.
pub(super) fn lines(block: &str) -> Vec<Line<'_>> {
    let mut source = 0;
    let mut all = Vec::new();
    for (i, line) in block.split('\n').enumerate() {
        let line = if i > 0 { line.strip_prefix('\t').unwrap_or(line) } else { line };
        let text = line.trim_start_matches([' ', '\t']);
        let blanks = line[..line.len() - text.len()].chars();
        let column = blanks.fold(0, |at, c| if c == '\t' { at / WIDTH * WIDTH + WIDTH } else { at + 1 });
        let indent = if text.is_empty() { 0 } else { column };
        source += indent;
        all.push(Line { text, source, indent: column });
        source += text.len() + 1;
    }
    all
}

/// The source that a block stands for; lines of blanks become empty.
pub(super) fn source(block: &str) -> String {
    let mut out = String::with_capacity(block.len());
    for (i, line) in lines(block).into_iter().enumerate() {
        if i > 0 {
            out.push('\n');
        }
        if !line.text.is_empty() {
            out.extend(std::iter::repeat_n(' ', line.indent));
            out.push_str(line.text);
        }
    }
    out
}

/// The source without the prompts of a session that was pasted with them.
pub(super) fn without_prompts(source: &str) -> String {
    if !source.starts_with(">>> ") {
        return source.into();
    }
    let bare = |line: &str| {
        let text = line.strip_prefix(">>> ").or_else(|| line.strip_prefix("... "));
        text.unwrap_or(if line.trim_end() == "..." { "" } else { line }).to_owned()
    };
    source.split('\n').map(bare).collect::<Vec<_>>().join("\n")
}

/// Whether nothing is missing from a source.
pub(super) fn is_complete(source: &str) -> bool {
    let source = without_prompts(source);
    source.trim().is_empty() || source.starts_with(':') || !wants_more(&(source + "\n"), true)
}

/// Levels of indentation of the line after this source.
pub(super) fn next_indent(source: &str) -> usize {
    let parts: Vec<_> = classes(source).into_iter().filter(|p| p.2 != Class::Comment).collect();
    let Some(end) = parts.last() else { return 0 };
    let text = |p: &(usize, usize, Class)| source.get(p.0..p.1).unwrap_or("");
    let level = |line: &str| (line.len() - line.trim_start().len()) / WIDTH;
    // where the last logical line begins, and how many brackets are open at the end
    let (mut depth, mut start, mut seen) = (0i32, 0, 0);
    for part in &parts {
        if depth <= 0
            && let Some(line) = source.get(seen..part.0).and_then(|gap| gap.rfind('\n'))
        {
            start = seen + line + 1;
        }
        depth += match text(part) {
            "(" | "[" | "{" if part.2 == Class::Mark => 1,
            ")" | "]" | "}" if part.2 == Class::Mark => -1,
            _ => 0,
        };
        seen = part.1;
    }
    if depth > 0 {
        let last = source.rsplit('\n').next().unwrap_or("");
        return level(last) + usize::from(matches!(text(end), "(" | "[" | "{"));
    }
    let logical = source.get(start..).unwrap_or("");
    let first = logical.split_whitespace().next().unwrap_or("");
    match () {
        () if end.2 == Class::Colon => level(logical) + 1,
        () if ["return", "raise", "break", "continue", "pass"].contains(&first) => {
            level(logical).saturating_sub(1)
        }
        // a line of blanks tells more than the statement before it
        () if source.ends_with('\n') => 0,
        () => level(logical),
    }
}
