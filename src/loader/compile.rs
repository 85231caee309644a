//! From a text to code, or to what is wrong with it. No machine is needed for this.

use std::rc::Rc;

use crate::bytecode::{Code, listing};
use crate::compiler::{self, Reports};
use crate::source::{Diagnostic, Interner, SourceFile};
use crate::syntax::{self, ParseOptions};

/// What a text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// The main script: it may await at its top level.
    Main,
    /// An imported module.
    Module,
    /// An input at the prompt: the value of a last expression is its result.
    Single,
}

/// What compiling gave.
#[derive(Debug)]
pub struct Compiled {
    /// The code, unless there are errors.
    pub code: Option<Rc<Code>>,
    /// Errors and warnings in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
}

/// Parses and compiles.
pub fn compile(file: &Rc<SourceFile>, names: &mut Interner, mode: Mode) -> Compiled {
    compile_and_look(file, names, mode, false).0
}

/// Parses and compiles a main script; gives also what can be seen to go wrong when it runs.
pub fn compile_main(file: &Rc<SourceFile>, names: &mut Interner) -> (Compiled, Reports) {
    // only programs with coroutines have anything that matters before a run
    let look = file.text().contains("async");
    compile_and_look(file, names, Mode::Main, look)
}

fn compile_and_look(
    file: &Rc<SourceFile>,
    names: &mut Interner,
    mode: Mode,
    look: bool,
) -> (Compiled, Reports) {
    let options = ParseOptions { interactive: mode == Mode::Single, top_level_await: mode != Mode::Module };
    let parsed = syntax::parse(file, names, options);
    let mut diagnostics = parsed.diagnostics;
    if diagnostics.iter().any(Diagnostic::is_error) {
        return (Compiled { code: None, diagnostics }, Reports::default());
    }
    let mode = match mode {
        Mode::Main => compiler::Mode::Main,
        Mode::Module => compiler::Mode::Module,
        Mode::Single => compiler::Mode::Single,
    };
    let options = compiler::Options { mode, future_annotations: false };
    match compiler::compile(file, &parsed.ast, names, options) {
        Ok(code) => {
            let reports = if look { compiler::reports(file, &parsed.ast, names) } else { Reports::default() };
            (Compiled { code: Some(code), diagnostics }, reports)
        }
        Err(errors) => {
            diagnostics.extend(errors);
            diagnostics.sort_by_key(|d| d.span.lo);
            (Compiled { code: None, diagnostics }, Reports::default())
        }
    }
}

/// What is wrong with a text, and what looks wrong: all that `check` tells.
pub fn check(file: &Rc<SourceFile>, names: &mut Interner, mode: Mode) -> Vec<Diagnostic> {
    let (compiled, reports) = compile_and_look(file, names, mode, true);
    let mut diagnostics = compiled.diagnostics;
    diagnostics.extend(reports.diagnostics);
    diagnostics.sort_by_key(|d| d.span.lo);
    diagnostics
}

/// Whether a text typed so far wants more lines. `interactive`: a compound statement wants a blank line.
pub fn wants_more(text: &str, interactive: bool) -> bool {
    // a backslash at the very end joins a line that is not there yet
    if text
        .strip_suffix('\n')
        .unwrap_or(text)
        .rsplit('\n')
        .next()
        .is_some_and(|l| l.ends_with('\\') && !l.contains('#'))
    {
        return true;
    }
    let file = SourceFile::new("<stdin>", text);
    let options = ParseOptions { interactive, top_level_await: true };
    syntax::parse(&file, &mut Interner::new(), options).incomplete
}

/// What `dump` can show.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// The tokens.
    Tokens,
    /// The tree.
    Ast,
    /// The instructions.
    Bytecode,
}

/// A stage of a file as text, with the diagnostics found on the way. No text if errors stand before the stage.
pub fn dump(file: &Rc<SourceFile>, stage: Stage) -> (Option<String>, Vec<Diagnostic>) {
    let mut names = Interner::new();
    match stage {
        Stage::Tokens => (Some(syntax::dump_tokens(file)), Vec::new()),
        Stage::Ast => {
            let parsed = syntax::parse(file, &mut names, ParseOptions::default());
            let text = (!parsed.has_errors()).then(|| syntax::dump_ast(&parsed.ast, &names));
            (text, parsed.diagnostics)
        }
        Stage::Bytecode => {
            let compiled = compile(file, &mut names, Mode::Main);
            let text = compiled.code.map(|code| listing(&code, &names));
            (text, compiled.diagnostics)
        }
    }
}
