//! Completion: what could stand at the cursor. Names are asked of the machine, which answers between two turns.

use std::sync::mpsc::channel;
use std::time::Duration;

use rustyline::Context;
use rustyline::completion::{Completer, FilenameCompleter};

use super::block;
use super::commands::COMMANDS;
use super::editor::{Mail, Post};
use crate::session::{Class, Wanted, classes, module_names};

/// A machine that is busy for longer has no names to offer.
const PATIENCE: Duration = Duration::from_millis(700);

const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "case", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "match", "nonlocal", "not", "or", "pass", "raise", "return", "try", "type", "while", "with",
    "yield",
];

/// Who knows the names.
pub(super) struct Names {
    pub post: Post,
}

impl Completer for Names {
    type Candidate = String;

    fn complete(&self, line: &str, pos: usize, ctx: &Context<'_>) -> rustyline::Result<(usize, Vec<String>)> {
        let before = line.get(..pos).unwrap_or(line);
        if let Some(path) = before.strip_prefix(":load ") {
            let (start, found) = FilenameCompleter::new().complete(path, path.len(), ctx)?;
            return Ok((start + pos - path.len(), found.into_iter().map(|p| p.replacement).collect()));
        }
        let (word, mut names) = self.candidates(before);
        names.retain(|n| n.starts_with(word) && (word.starts_with('_') || !n.starts_with('_')));
        names.sort();
        names.dedup();
        Ok((pos - word.len(), names))
    }
}

impl Completer for super::colours::Assistant {
    type Candidate = String;

    fn complete(&self, line: &str, pos: usize, ctx: &Context<'_>) -> rustyline::Result<(usize, Vec<String>)> {
        self.names.complete(line, pos, ctx)
    }
}

impl Names {
    /// The word before the cursor, and names among which those that begin with it are.
    fn candidates<'l>(&self, before: &'l str) -> (&'l str, Vec<String>) {
        if let Some(name) = before.strip_prefix(":cancel ") {
            return (name, self.ask(Wanted::Task));
        }
        if before.starts_with(':') && !before.contains(' ') {
            return (before, COMMANDS.iter().map(super::commands::Command::typed).collect());
        }
        if in_text(before) {
            return ("", Vec::new());
        }
        let rest = before.trim_end_matches(|c: char| c.is_alphanumeric() || c == '_');
        let word = &before[rest.len()..];
        let statement = rest.rsplit(['\n', ';']).next().unwrap_or(rest).trim_start();
        let modules = || module_names().map(str::to_owned).collect();
        if let Some((module, _)) = statement.strip_prefix("from ").and_then(|s| s.split_once(" import ")) {
            return (word, self.ask(Wanted::Member(module.trim().into())));
        }
        if statement.starts_with("import ") || statement == "from " {
            return (word, modules());
        }
        if let Some(owner) = rest.strip_suffix('.') {
            return (word, path(owner).map_or_else(Vec::new, |p| self.ask(Wanted::Attribute(p))));
        }
        let mut names = self.ask(Wanted::Name);
        names.extend(KEYWORDS.iter().map(|k| (*k).to_owned()));
        (word, names)
    }

    fn ask(&self, wanted: Wanted) -> Vec<String> {
        let (reply, answer) = channel();
        self.post.send(Mail::Complete(wanted, reply));
        answer.recv_timeout(PATIENCE).unwrap_or_default()
    }
}

/// Whether the end of the text stands in a string or a comment.
fn in_text(before: &str) -> bool {
    let source = block::source(before);
    let Some(&(lo, hi, class)) = classes(&source).last() else { return false };
    if hi < source.len() {
        return false;
    }
    let text = &source[lo..];
    let closed = || {
        let quotes: Vec<char> = text.chars().filter(|c| matches!(c, '\'' | '"')).collect();
        quotes.len() > 1 && quotes.first() == quotes.last() && text.ends_with(['\'', '"'])
    };
    match class {
        Class::Comment => true,
        Class::Str => !closed(),
        _ => false,
    }
}

/// The dotted path that ends a text; none where it goes on before that, as after a call.
fn path(text: &str) -> Option<Vec<String>> {
    let start = text.trim_end_matches(|c: char| c.is_alphanumeric() || c == '_' || c == '.').len();
    if text[..start].ends_with([')', ']', '}', '\'', '"']) {
        return None;
    }
    let parts: Vec<String> = text[start..].split('.').map(str::to_owned).collect();
    let is_name = |p: &String| p.starts_with(|c: char| c.is_alphabetic() || c == '_');
    parts.iter().all(is_name).then_some(parts)
}
