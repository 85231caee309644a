//! Tracebacks, worded and drawn as CPython 3.13 does.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::rc::Rc;

use unicode_width::UnicodeWidthChar;

use super::anchors::{Top, top};
use crate::source::{SourceFile, Span};

/// One frame an exception passed.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The file of its code.
    pub file: Rc<SourceFile>,
    /// What was being run there.
    pub span: Span,
    /// The function's name.
    pub function: String,
    /// What is told before it, a line each.
    pub before: Vec<String>,
}

/// The text of what is called, if a text is a call.
pub fn callee(code: &str) -> Option<&str> {
    match top(code) {
        Top::Call { brackets, .. } => Some(code[..brackets.start].trim_end()),
        _ => None,
    }
}

/// How an exception came after the one told before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Link {
    /// `raise … from …`
    Cause,
    /// It was raised while the other was being handled.
    Context,
}

/// The place of an error in a text that was being compiled.
#[derive(Clone, Debug, Default)]
pub struct SyntaxPlace {
    /// The file's name.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The line's text.
    pub text: String,
    /// First column, from 1, in characters; 0 if it is not known.
    pub offset: usize,
    /// Column after the last one; 0 if it is not known.
    pub end_offset: usize,
}

/// One exception of a chain.
#[derive(Clone, Debug, Default)]
pub struct Exception {
    /// How it came after the one before it in the chain; none for the first.
    pub link: Option<Link>,
    /// Where it passed, outermost frame first.
    pub frames: Vec<Frame>,
    /// Its class, with the module unless that is `builtins` or `__main__`.
    pub class: String,
    /// `str(exception)`
    pub message: String,
    /// "Did you mean", as a sentence that follows the message; may be empty.
    pub suggestion: String,
    /// The place, if it is a SyntaxError.
    pub syntax: Option<SyntaxPlace>,
    /// `__notes__`
    pub notes: Vec<String>,
    /// The exceptions of a group; none if it is no group.
    pub group: Option<Vec<Report>>,
}

/// An exception with the ones that led to it, the first one first.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The chain.
    pub chain: Vec<Exception>,
}

/// Groups nested deeper than this are not told.
const MAX_GROUP_DEPTH: usize = 10;
/// No more exceptions than this are told of one group.
const MAX_GROUP_WIDTH: usize = 15;
/// How often the same frame is shown before repetitions are counted.
const MAX_REPEATS: usize = 3;

impl Report {
    /// The text, as it goes to standard error.
    pub fn render(&self) -> String {
        let mut p = Printer::default();
        p.report(self);
        p.out
    }
}

/// Frames as `traceback.print_stack` shows them.
pub fn render_frames(frames: &[Frame]) -> String {
    let mut out = String::new();
    stack(&mut out, frames);
    out
}

#[derive(Default)]
struct Printer {
    out: String,
    depth: usize,
    need_close: bool,
}

impl Printer {
    fn emit(&mut self, text: &str, margin: char) {
        for line in text.split_inclusive('\n') {
            self.indent();
            if self.depth > 0 {
                self.out.push(margin);
                self.out.push(' ');
            }
            self.out.push_str(line);
        }
    }

    fn indent(&mut self) {
        for _ in 0..self.depth {
            self.out.push_str("  ");
        }
    }

    fn report(&mut self, report: &Report) {
        for e in &report.chain {
            match e.link {
                Some(Link::Cause) => self
                    .emit("\nThe above exception was the direct cause of the following exception:\n\n", '|'),
                Some(Link::Context) => self
                    .emit("\nDuring handling of the above exception, another exception occurred:\n\n", '|'),
                None => {}
            }
            match &e.group {
                None => self.single(e),
                Some(_) if self.depth > MAX_GROUP_DEPTH => {
                    self.emit(&format!("... (max_group_depth is {MAX_GROUP_DEPTH})\n"), '|');
                }
                Some(children) => self.group(e, children),
            }
        }
    }

    fn single(&mut self, e: &Exception) {
        let mut text = String::new();
        if !e.frames.is_empty() {
            text.push_str("Traceback (most recent call last):\n");
            stack(&mut text, &e.frames);
        }
        final_lines(&mut text, e);
        self.emit(&text, '|');
    }

    fn group(&mut self, e: &Exception, children: &[Report]) {
        let outermost = self.depth == 0;
        if outermost {
            self.depth = 1;
        }
        if !e.frames.is_empty() {
            let margin = if outermost { '+' } else { '|' };
            self.emit("Exception Group Traceback (most recent call last):\n", margin);
            let mut text = String::new();
            stack(&mut text, &e.frames);
            self.emit(&text, '|');
        }
        let mut text = String::new();
        final_lines(&mut text, e);
        self.emit(&text, '|');
        let shown = if children.len() <= MAX_GROUP_WIDTH { children.len() } else { MAX_GROUP_WIDTH + 1 };
        self.need_close = false;
        for i in 0..shown {
            let last = i + 1 == shown;
            if last {
                self.need_close = true;
            }
            let cut = i >= MAX_GROUP_WIDTH;
            let title = if cut { "...".to_owned() } else { (i + 1).to_string() };
            self.indent();
            self.out.push_str(if i == 0 { "+-" } else { "  " });
            _ = writeln!(self.out, "+---------------- {title} ----------------");
            self.depth += 1;
            if cut {
                let rest = children.len() - MAX_GROUP_WIDTH;
                let s = if rest > 1 { "s" } else { "" };
                self.emit(&format!("and {rest} more exception{s}\n"), '|');
            } else {
                self.report(&children[i]);
            }
            if last && self.need_close {
                self.indent();
                self.out.push_str("+------------------------------------\n");
                self.need_close = false;
            }
            self.depth -= 1;
        }
        if outermost {
            self.depth = 0;
        }
    }
}

/// The lines after the frames: class and message, notes.
fn final_lines(out: &mut String, e: &Exception) {
    if let Some(place) = &e.syntax {
        syntax_place(out, place);
    }
    let message = format!("{}{}", e.message, e.suggestion);
    if message.is_empty() {
        _ = writeln!(out, "{}", e.class);
    } else {
        _ = writeln!(out, "{}: {message}", e.class);
    }
    for note in &e.notes {
        for line in note.split('\n') {
            _ = writeln!(out, "{line}");
        }
    }
}

fn syntax_place(out: &mut String, place: &SyntaxPlace) {
    _ = writeln!(out, "  File \"{}\", line {}", place.file, place.line);
    let text = place.text.trim_end_matches('\n');
    let stripped = text.trim_start_matches([' ', '\n', '\x0c']);
    if stripped.is_empty() {
        return;
    }
    _ = writeln!(out, "    {stripped}");
    let cut = text.chars().count() - stripped.chars().count();
    if place.offset > cut {
        let from = place.offset - 1 - cut;
        let to = place.end_offset.saturating_sub(1 + cut).max(from + 1);
        // other white space than blanks is kept, so that the carets stand right
        let space: String = stripped
            .chars()
            .chain(std::iter::repeat(' '))
            .take(from)
            .map(|c| if c.is_whitespace() { c } else { ' ' })
            .collect();
        _ = writeln!(out, "    {space}{}", "^".repeat((to - from).min(1000)));
    }
}

fn stack(out: &mut String, frames: &[Frame]) {
    let mut last: Option<(&str, u32, &str)> = None;
    let mut count = 0;
    for frame in frames {
        let line = frame.file.line(frame.file.clamp(frame.span).lo);
        let here = (frame.file.name(), line, frame.function.as_str());
        if last != Some(here) {
            repeated(out, count);
            last = Some(here);
            count = 0;
        }
        count += 1;
        if count <= MAX_REPEATS {
            for line in &frame.before {
                _ = writeln!(out, "  {line}");
            }
            one_frame(out, frame, line);
        }
    }
    repeated(out, count);
}

fn repeated(out: &mut String, count: usize) {
    if let Some(more) = count.checked_sub(MAX_REPEATS).filter(|&n| n > 0) {
        let s = if more > 1 { "s" } else { "" };
        _ = writeln!(out, "  [Previous line repeated {more} more time{s}]");
    }
}

/// Longest line of source that is shown.
const MAX_LINE: usize = 2000;

fn one_frame(out: &mut String, frame: &Frame, line: u32) {
    _ = writeln!(out, "  File \"{}\", line {line}, in {}", frame.file.name(), frame.function);
    let file = &frame.file;
    let span = file.clamp(frame.span);
    // a span that ends at a line's start ends with the line before
    let end = if span.hi > span.lo { file.line(span.hi - 1) } else { line };
    let original: Vec<&str> = (line..=end.min(line + 10_000)).map(|l| file.line_text(l)).collect();
    if original.iter().all(|l| l.trim().is_empty()) || original.iter().any(|l| l.len() > MAX_LINE) {
        return;
    }
    let lines = dedent(&original);
    let moved = original[0].chars().count() - lines[0].chars().count();
    let column = |line: u32, offset: u32| {
        let start = file.line_span(line).lo;
        file.slice(Span::new(start, offset)).chars().count().saturating_sub(moved)
    };
    let (start, stop) = (column(line, span.lo), column(end, span.hi));
    let excerpt = Lines { lines, start, stop };
    for shown in dedent(&excerpt.draw().iter().map(String::as_str).collect::<Vec<_>>()) {
        _ = writeln!(out, "    {shown}");
    }
}

/// The lines of a frame; columns are in characters.
struct Lines {
    lines: Vec<String>,
    /// Column in the first line where the code begins.
    start: usize,
    /// Column in the last line where it ends.
    stop: usize,
}

impl Lines {
    /// The code as one text, and where it begins in the joined lines.
    fn segment(&self) -> String {
        let last = self.lines.len() - 1;
        let mut text = String::new();
        for (i, line) in self.lines.iter().enumerate() {
            let from = if i == 0 { self.start } else { 0 };
            let to = if i == last { self.stop } else { usize::MAX };
            if i > 0 {
                text.push('\n');
            }
            text.extend(line.chars().take(to).skip(from));
        }
        text
    }

    fn draw(&self) -> Vec<String> {
        let segment = self.segment();
        let top = top(&segment);
        let mark = top.mark().map(|m| (self.place(&segment, m.start), self.place(&segment, m.end)));
        let carets = self.wants_carets(&top);
        let last = self.lines.len() - 1;
        let mut significant = BTreeSet::from([0, last]);
        if let Some(((from, _), (to, _))) = mark {
            for l in [from, to] {
                significant.extend(l.saturating_sub(1)..=(l + 1).min(last));
            }
        }
        let mut out = Vec::new();
        let mut before: Option<usize> = None;
        for line in significant {
            match before.map(|b| line - b) {
                Some(2) => self.line(&mut out, line - 1, carets, mark),
                Some(n) if n > 2 => out.push(format!("...<{} lines>...", n - 1)),
                _ => {}
            }
            self.line(&mut out, line, carets, mark);
            before = Some(line);
        }
        out
    }

    /// Line and column (in cells) of a byte of the segment.
    fn place(&self, segment: &str, at: usize) -> (usize, usize) {
        let before = &segment[..at];
        let line = before.matches('\n').count();
        let chars = before.rsplit('\n').next().unwrap_or("").chars().count();
        let chars = if line == 0 { chars + self.start } else { chars };
        (line, width(&self.lines[line.min(self.lines.len() - 1)], chars))
    }

    fn line(
        &self,
        out: &mut Vec<String>,
        i: usize,
        carets: bool,
        mark: Option<((usize, usize), (usize, usize))>,
    ) {
        let line = &self.lines[i];
        out.push(line.clone());
        if !carets {
            return;
        }
        let blank = line.chars().take_while(|c| c.is_whitespace()).count();
        let first = if i == 0 { width(line, self.start) } else { 0 };
        let n = if i + 1 == self.lines.len() { width(line, self.stop) } else { width(line, usize::MAX) };
        let drawn = (0..n).map(|col| match mark {
            _ if col < blank || col < first => ' ',
            Some((from, to)) if (i, col) >= from && (i, col) < to => '^',
            Some(_) => '~',
            None => '^',
        });
        out.push(drawn.collect());
    }

    /// Carets say nothing where the whole line is meant, or a plain call whose result is returned or bound.
    fn wants_carets(&self, top: &Top) -> bool {
        let (first, last) = (&self.lines[0], &self.lines[self.lines.len() - 1]);
        let before: String = first.chars().take(self.start).collect();
        let after: String = last.chars().skip(self.stop).collect();
        let (before, after) = (before.trim_start(), after.trim());
        if let Top::Call { name, .. } = top
            && (after.is_empty() || after.starts_with(['#', ';']))
        {
            let returned = before.trim_end() == "return" && *name;
            let bound = before.trim_end().strip_suffix('=').is_some_and(|target| is_name(target.trim_end()));
            if returned || bound {
                return false;
            }
        }
        top.mark().is_some() || !before.is_empty() || !after.is_empty()
    }
}

fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c == '_' || c.is_alphabetic())
        && chars.all(|c| c == '_' || c.is_alphanumeric())
}

/// The width in cells of the first `n` characters of a line.
fn width(line: &str, n: usize) -> usize {
    line.chars().take(n).map(|c| if c.width() == Some(2) { 2 } else { 1 }).sum()
}

/// The lines without the white space that all of them begin with; blank ones become empty.
fn dedent(lines: &[&str]) -> Vec<String> {
    let mut margin: Option<&str> = None;
    for line in lines.iter().filter(|l| !l.trim().is_empty()) {
        let blank = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        margin = Some(match margin {
            None => blank,
            Some(m) => &m[..m.bytes().zip(blank.bytes()).take_while(|(a, b)| a == b).count()],
        });
    }
    let margin = margin.unwrap_or("");
    let strip = |l: &&str| if l.trim().is_empty() { String::new() } else { l[margin.len()..].to_owned() };
    lines.iter().map(strip).collect()
}
