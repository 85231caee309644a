//! `quaver check`: what is wrong with files, without running them.

use super::WRONG_USAGE;
use crate::session::{Console, Diagnostic, Mode, check};
use crate::source::Interner;

/// Checks files. Gives 1 if one has errors, and 2 if one cannot be read; warnings alone are no failure.
pub(super) fn run(console: &Console, files: &[String], json: bool) -> i32 {
    let (mut failed, mut unread) = (false, false);
    for name in files {
        let read = if name == "-" { console.load_stdin() } else { console.load_source(name) };
        let (file, diagnostics) = match read {
            None => {
                unread = true;
                continue;
            }
            Some(Err(e)) => (e.0.into(), vec![e.1]),
            Some(Ok(file)) => {
                let diagnostics = check(&file, &mut Interner::new(), Mode::Main);
                (file, diagnostics)
            }
        };
        failed |= diagnostics.iter().any(Diagnostic::is_error);
        if json {
            console.json(&file, &diagnostics);
        } else {
            console.report(&file, &diagnostics);
        }
    }
    if unread { WRONG_USAGE } else { failed.into() }
}
