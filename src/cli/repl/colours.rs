//! What the editor shows of a block: second prompts, indentation, colours; and hints.

use std::borrow::Cow;

use rustyline::Context;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hinter, HistoryHinter};
use rustyline::validate::Validator;
use unicode_width::UnicodeWidthChar;

use super::block::{self, WIDTH};
use super::completion::Names;
use crate::session::{Class, classes};

const PROMPT: &str = "\x1b[1;35m";
const FAINT: &str = "\x1b[90m";
const RESET: &str = "\x1b[0m";

/// Everything the editor asks for while a line is typed.
pub(super) struct Assistant {
    pub names: Names,
    pub colours: bool,
}

impl rustyline::Helper for Assistant {}

impl Validator for Assistant {}

impl Hinter for Assistant {
    type Hint = String;

    fn hint(&self, line: &str, pos: usize, ctx: &Context<'_>) -> Option<String> {
        // without colours a hint could not be told from what was typed
        if !self.colours {
            return None;
        }
        HistoryHinter::new().hint(line, pos, ctx).filter(|hint| !hint.contains('\n'))
    }
}

impl Highlighter for Assistant {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        Cow::Owned(shown(line, self.colours))
    }

    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(&'s self, prompt: &'p str, default: bool) -> Cow<'b, str> {
        match self.colours && default {
            true => Cow::Owned(format!("{PROMPT}{prompt}{RESET}")),
            false => Cow::Borrowed(prompt),
        }
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        Cow::Owned(format!("{FAINT}{hint}{RESET}"))
    }

    fn highlight_char(&self, _: &str, _: usize, kind: CmdKind) -> bool {
        self.colours && kind == CmdKind::Other
    }
}

fn colour(class: Class) -> Option<&'static str> {
    Some(match class {
        Class::Keyword => "\x1b[35m",
        Class::Constant => "\x1b[36m",
        Class::Str => "\x1b[32m",
        Class::Number => "\x1b[33m",
        Class::Comment => FAINT,
        Class::Definition => "\x1b[1;34m",
        Class::Name | Class::Colon | Class::Mark => return None,
    })
}

/// A block as it is drawn: in every line exactly as wide as the editor thinks.
fn shown(text: &str, colours: bool) -> String {
    let source = block::source(text);
    let command = source.starts_with(':');
    let parts = if colours && !command { classes(&source) } else { Vec::new() };
    let mut out = String::with_capacity(text.len() * 2);
    for (i, line) in block::lines(text).into_iter().enumerate() {
        if i > 0 {
            let (on, off) = if colours { (PROMPT, RESET) } else { ("", "") };
            out.push_str(&format!("\n{on}... {off}"));
        }
        out.extend(std::iter::repeat_n(' ', line.indent));
        let mut column = WIDTH + line.indent;
        let mut at = 0;
        let from = parts.partition_point(|p| p.1 <= line.source);
        for (lo, hi, class) in &parts[from..] {
            let lo = lo.saturating_sub(line.source).max(at);
            let hi = hi.saturating_sub(line.source).min(line.text.len());
            if lo >= line.text.len() {
                break;
            }
            draw(&line.text[at..lo], None, &mut column, &mut out);
            draw(&line.text[lo..hi], colour(*class), &mut column, &mut out);
            at = hi;
        }
        draw(&line.text[at..], None, &mut column, &mut out);
    }
    out
}

/// Writes a part of a line, its tabs as blanks.
fn draw(text: &str, colour: Option<&str>, column: &mut usize, out: &mut String) {
    if text.is_empty() {
        return;
    }
    out.push_str(colour.unwrap_or(""));
    for c in text.chars() {
        if c == '\t' {
            let blanks = WIDTH - *column % WIDTH;
            out.extend(std::iter::repeat_n(' ', blanks));
            *column += blanks;
        } else {
            out.push(c);
            *column += c.width().unwrap_or(0);
        }
    }
    if colour.is_some() {
        out.push_str(RESET);
    }
}
