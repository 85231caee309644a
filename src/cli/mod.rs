//! The command line: arguments, and one function a command.

mod args;

use std::rc::Rc;

use crate::report::Style;
use crate::session::{Console, Diagnostic, Host, Mode, RealHost, SourceFile, Stage, VirtualHost, compile, dump};
use crate::source::Interner;
use args::{Command, Program, Switches};

/// Runs a command line (without the program's own name) and gives the exit code. To be called on a thread with
/// a big stack.
pub fn run(arguments: &[String]) -> i32 {
    let parsed = args::parse(arguments);
    let virtual_time = parsed.as_ref().is_ok_and(|(_, s)| s.virtual_time);
    let real: Rc<dyn Host> = Rc::new(RealHost::new());
    let host: Rc<dyn Host> = if virtual_time { Rc::new(VirtualHost::new(real)) } else { real };
    let console = Console::new(host);
    let code = match parsed {
        Err(message) => {
            console.err(&format!("quaver: {message}\nTry 'quaver --help'.\n"));
            2
        }
        Ok((command, switches)) => execute(&console, command, switches),
    };
    _ = console.flush();
    code
}

fn execute(console: &Console, command: Command, switches: Switches) -> i32 {
    match command {
        Command::Help => {
            console.out(args::HELP);
            0
        }
        Command::Version => {
            console.out(concat!("Quaver ", env!("CARGO_PKG_VERSION"), "\n"));
            0
        }
        Command::Check(files) => check(console, &files),
        Command::Dump(stage, file) => show(console, stage, &file),
        Command::Run { program, args } => {
            _ = (program, args, switches, Style::Plain, Program::Stdin);
            1
        }
        Command::Repl => 1,
    }
}

fn read(console: &Console, name: &str) -> Option<Rc<SourceFile>> {
    if name == "-" { console.read_stdin() } else { console.read_source(name) }
}

/// `quaver check`: 1 if a file has errors or cannot be read.
fn check(console: &Console, files: &[String]) -> i32 {
    let mut failed = false;
    for name in files {
        let Some(file) = read(console, name) else {
            failed = true;
            continue;
        };
        let compiled = compile(&file, &mut Interner::new(), Mode::Main);
        console.report(&file, &compiled.diagnostics);
        failed |= compiled.code.is_none();
    }
    failed.into()
}

/// `quaver dump`
fn show(console: &Console, stage: Stage, name: &str) -> i32 {
    let Some(file) = read(console, name) else { return 1 };
    let (text, diagnostics) = dump(&file, stage);
    if let Some(text) = text {
        console.out(&text);
    }
    console.report(&file, &diagnostics);
    diagnostics.iter().any(Diagnostic::is_error).into()
}
