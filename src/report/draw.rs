//! Drawing diagnostics.

use std::ops::Range;

use ariadne::{CharSet, Color, Config, IndexType, Label, Report, ReportKind, Source};

use super::Style;
use crate::source::{Diagnostic, Severity, SourceFile, Span};

/// No more diagnostics than this are drawn for one file.
pub const MAX_REPORTS: usize = 20;

/// Longest line (in bytes) that is drawn whole.
const WIDE: usize = 240;
/// Bytes shown before and after what a report points at in a longer line.
const AROUND: usize = 60;

/// Draws the diagnostics of a file, one below the other.
pub fn draw(file: &SourceFile, diagnostics: &[Diagnostic], style: Style) -> String {
    let mut out = String::new();
    for d in diagnostics.iter().take(MAX_REPORTS) {
        out.push_str(&draw_one(file, d, style));
    }
    if let Some(more) = diagnostics.len().checked_sub(MAX_REPORTS + 1) {
        let s = if more == 0 { "" } else { "s" };
        out.push_str(&format!("... and {} more report{s}\n", more + 1));
    }
    out
}

/// Draws one diagnostic: the class and the message, then the excerpt with labels, hints and notes.
pub fn draw_one(file: &SourceFile, d: &Diagnostic, style: Style) -> String {
    let colour = style == Style::Colour;
    let main = match d.severity {
        Severity::Error => Color::Red,
        Severity::Warning => Color::Yellow,
    };
    let excerpt = Excerpt::new(file, d);
    let at = excerpt.map(d.span);
    let id = file.name();
    let mut report = Report::build(ReportKind::Custom(d.kind.name(), main), (id, at.clone())).with_config(
        Config::new()
            .with_color(colour)
            .with_char_set(if colour { CharSet::Unicode } else { CharSet::Ascii })
            .with_index_type(IndexType::Byte)
            .with_tab_width(4),
    );
    // ariadne underlines only labels with words, and keeps labels together only if they come line by line
    let words = if d.label.is_empty() { "here" } else { &d.label };
    let mut labels = vec![Label::new((id, at.clone())).with_color(main).with_message(plain(words))];
    let mut ends = vec![at.end];
    for second in &d.secondary {
        let place = excerpt.map(second.span);
        let i = ends.partition_point(|&e| e <= place.end);
        ends.insert(i, place.end);
        let label = Label::new((id, place)).with_color(Color::Blue).with_message(plain(&second.text));
        labels.insert(i, label);
    }
    report = report.with_labels(labels);
    for hint in &d.hints {
        report = report.with_help(plain(hint));
    }
    for note in &d.notes {
        report = report.with_note(plain(note));
    }
    let source = Source::from(excerpt.text.as_str());
    let mut bytes = Vec::new();
    let written = report.finish().write((id, source), &mut bytes);
    if written.is_err() {
        // writing into memory does not fail; the message alone is still better than nothing
        return format!("{}\n", plain(&d.title()));
    }
    let text = String::from_utf8_lossy(&bytes);
    // the first line is ours: ariadne colours the class of a report even when told not to
    let title = plain(&d.title());
    let rest = title.strip_prefix(d.kind.name()).unwrap_or(&title);
    let mut out = match (style, d.severity) {
        (Style::Plain, _) => format!("{title}\n"),
        (Style::Colour, Severity::Error) => format!("\x1b[1;31m{}\x1b[0m{rest}\n", d.kind.name()),
        (Style::Colour, Severity::Warning) => format!("\x1b[1;33m{}\x1b[0m{rest}\n", d.kind.name()),
    };
    for line in text.lines().skip(1) {
        if colour {
            paint(&mut out, line);
        } else {
            out.push_str(line.trim_end());
        }
        out.push('\n');
    }
    // the column in a line that was cut is the one in the whole line
    let (cut, real) = (excerpt.column(at.start), file.line_col(file.clamp(d.span).lo));
    if cut != real.col as usize {
        let (from, to) =
            (format!("{id}:{}:{}", real.line, cut + 1), format!("{id}:{}:{}", real.line, real.col + 1));
        out = out.replacen(&from, &to, 1);
    }
    out
}

/// Copies a line, joining neighbours of one colour: ariadne colours each character for itself.
fn paint(out: &mut String, line: &str) {
    const RESET: &str = "\x1b[0m";
    let mut now = "";
    let mut rest = line.trim_end();
    while let Some(at) = rest.find('\x1b') {
        out.push_str(&rest[..at]);
        let end = rest[at..].find('m').map_or(rest.len(), |i| at + i + 1);
        let code = &rest[at..end];
        rest = &rest[end..];
        let goes_on = code == RESET && !now.is_empty() && rest.starts_with(now);
        if goes_on {
            rest = &rest[now.len()..];
        } else {
            out.push_str(code);
            now = if code == RESET { "" } else { code };
        }
    }
    out.push_str(rest);
}

/// The lines a report may show. Lines it does not point at are left empty, so that no huge text is copied;
/// very long lines are cut.
struct Excerpt {
    text: String,
    /// The lines from the first that is pointed at.
    lines: Vec<Line>,
}

/// A line of an excerpt.
struct Line {
    /// Where it starts in the excerpt.
    at: usize,
    /// The bytes of the file it shows.
    shown: Range<usize>,
    /// Bytes of the mark that says the line was cut on the left.
    mark: usize,
}

const CUT: &str = "...";

impl Excerpt {
    fn new(file: &SourceFile, d: &Diagnostic) -> Excerpt {
        let spans: Vec<Span> = std::iter::once(d.span)
            .chain(d.secondary.iter().map(|l| l.span))
            .map(|s| file.clamp(s))
            .collect();
        // a place with something on it at both ends of every span
        let mut places: Vec<(u32, u32, u32)> = Vec::new();
        for s in &spans {
            let (first, last) = (file.line(s.lo), file.line(s.hi.max(s.lo)));
            places.push((first, s.lo, if first == last { s.hi } else { s.lo }));
            places.push((last, if first == last { s.lo } else { s.hi }, s.hi));
        }
        let first = places.iter().map(|p| p.0).min().unwrap_or(1).max(1);
        let last = places.iter().map(|p| p.0).max().unwrap_or(1);
        // ariadne counts lines from the text's beginning
        let mut excerpt = Excerpt { text: "\n".repeat(first as usize - 1), lines: Vec::new() };
        for line in first..=last {
            let mut here = places.iter().filter(|p| p.0 == line);
            let bounds = here.next().map(|p| here.fold((p.1, p.2), |b, q| (b.0.min(q.1), b.1.max(q.2))));
            excerpt.push(file, line, bounds);
        }
        excerpt
    }

    fn push(&mut self, file: &SourceFile, line: u32, bounds: Option<(u32, u32)>) {
        let at = self.text.len();
        let span = file.line_span(line);
        let whole = span.lo as usize..span.lo as usize + file.line_text(line).len();
        let mut shown = whole.clone();
        match bounds {
            None if whole.len() > WIDE => shown.end = shown.start,
            None => {}
            Some((lo, hi)) if whole.len() > WIDE => {
                let lo = (lo as usize).clamp(whole.start, whole.end);
                let hi = (hi as usize).clamp(lo, whole.end).min(lo + WIDE);
                let cut = file.clamp(Span::new(
                    lo.saturating_sub(AROUND).max(whole.start) as u32,
                    (hi + AROUND).min(whole.end) as u32,
                ));
                shown = cut.range();
            }
            Some(_) => {}
        }
        let mark = if shown.start > whole.start { CUT.len() } else { 0 };
        if mark > 0 {
            self.text.push_str(CUT);
        }
        self.text.extend(file.text()[shown.clone()].chars().map(same_size));
        if bounds.is_some() && shown.end < whole.end {
            self.text.push_str(CUT);
        }
        self.text.push('\n');
        self.lines.push(Line { at, shown, mark });
        if line == file.line_count() {
            // a last line without an end has none here either
            self.text.pop();
        }
    }

    /// The place in the excerpt of a span of the file; an empty one is widened by a character if there is one.
    fn map(&self, span: Span) -> Range<usize> {
        let lo = self.place(span.lo as usize);
        let mut hi = self.place(span.hi as usize).max(lo);
        if hi == lo
            && let Some(c) = self.text[lo..].chars().next().filter(|&c| c != '\n')
        {
            hi += c.len_utf8();
        }
        lo..hi
    }

    fn place(&self, offset: usize) -> usize {
        let i = self.lines.partition_point(|l| l.shown.start.saturating_sub(l.mark) <= offset);
        let line = &self.lines[i.saturating_sub(1)];
        let mut at = line.at + line.mark + offset.clamp(line.shown.start, line.shown.end) - line.shown.start;
        at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    /// The column, in characters, of a place in the excerpt.
    fn column(&self, at: usize) -> usize {
        let start = self.text[..at].rfind('\n').map_or(0, |i| i + 1);
        self.text[start..at].chars().count()
    }
}

/// A character that can be drawn, as many bytes long as the one given: controls would garble a terminal, and
/// some separators would be taken for line ends.
fn same_size(c: char) -> char {
    match c {
        '\t' => c,
        '\u{0b}' | '\u{0c}' => ' ',
        c if c.is_ascii_control() => '?',
        '\u{80}'..='\u{9f}' => '\u{a0}',
        '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{3000}',
        c => c,
    }
}

/// A message without characters that would garble a terminal.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c == '\n' { c } else { same_size(c) }).collect()
}
