//! The command line: arguments, and one function a command.

mod args;
mod check;
mod repl;

use std::path::Path;
use std::rc::Rc;

use crate::session::{
    Console, Diagnostic, Host, Options, RealHost, Session, SourceFile, Stage, VirtualHost, dump,
};
use args::{Command, Program, Switches};

/// Runs a command line (without the program's own name) and gives the exit code. To be called on a thread with
/// a big stack.
pub fn run(arguments: &[String]) -> i32 {
    let parsed = args::parse(arguments);
    let virtual_time = parsed.as_ref().is_ok_and(|(_, s)| s.virtual_time);
    let real: Rc<dyn Host> = Rc::new(RealHost::new());
    let host: Rc<dyn Host> = if virtual_time { Rc::new(VirtualHost::new(real)) } else { real };
    let console = Console::new(host.clone());
    let code = match parsed {
        Err(message) => {
            console.err(&format!("quaver: {message}\nTry 'quaver --help'.\n"));
            2
        }
        Ok((command, switches)) => execute(&host, &console, command, switches),
    };
    _ = console.flush();
    code
}

fn execute(host: &Rc<dyn Host>, console: &Console, command: Command, switches: Switches) -> i32 {
    match command {
        Command::Help => {
            console.out(args::HELP);
            0
        }
        Command::Version => {
            console.out(concat!("Quaver ", env!("CARGO_PKG_VERSION"), "\n"));
            0
        }
        Command::Check { files, json } => check::run(console, &files, json),
        Command::Dump(stage, file) => show(console, stage, &file),
        Command::Run { program, args } => run_program(host, console, &program, args, switches),
        Command::Repl => {
            let mut session = new_session(host, console, vec![String::new()], "", switches);
            let code = repl::run(&mut session, true);
            session.finish(code)
        }
    }
}

fn new_session(
    host: &Rc<dyn Host>,
    console: &Console,
    argv: Vec<String>,
    folder: &str,
    switches: Switches,
) -> Session {
    let debug = switches.debug || console.env("PYTHONASYNCIODEBUG").is_some_and(|v| !v.is_empty());
    let stress = console.env("QUAVER_GC_STRESS").and_then(|n| n.parse().ok()).unwrap_or(0);
    let gc_log = console.env("QUAVER_GC_LOG").is_some_and(|v| v != "0");
    let options = Options { gc_stress: stress, gc_log, argv, debug, ..Options::default() };
    Session::new(host.clone(), options, folder)
}

/// `quaver FILE`, `-c CODE` and `-`
fn run_program(
    host: &Rc<dyn Host>,
    console: &Console,
    program: &Program,
    args: Vec<String>,
    switches: Switches,
) -> i32 {
    let (name, folder) = match program {
        Program::File(path) => (path.as_str(), folder_of(host, path)),
        Program::Code(_) => ("-c", String::new()),
        Program::Stdin => ("-", String::new()),
    };
    let argv = std::iter::once(name.to_owned()).chain(args).collect();
    let mut session = new_session(host, console, argv, &folder, switches);
    let mut code = match program {
        Program::File(path) => session.run_file(path),
        Program::Code(text) => session.run_text("<string>", text),
        Program::Stdin => session.run_stdin(),
    };
    let unreadable = matches!(program, Program::File(path) if host.path_kind(Path::new(path)).is_none());
    if switches.interactive && !unreadable {
        code = repl::run(&mut session, false);
    }
    let code = session.finish(code);
    // the process ends: its memory goes at once, and need not be given back object by object
    std::mem::forget(session);
    code
}

/// The folder of a script, where its imports are looked for first.
fn folder_of(host: &Rc<dyn Host>, path: &str) -> String {
    let folder = Path::new(path).parent().unwrap_or(Path::new(""));
    match host.cwd() {
        Ok(cwd) if folder.as_os_str().is_empty() => cwd.to_string_lossy().into_owned(),
        Ok(cwd) => cwd.join(folder).to_string_lossy().into_owned(),
        Err(_) => folder.to_string_lossy().into_owned(),
    }
}

fn read(console: &Console, name: &str) -> Option<Rc<SourceFile>> {
    if name == "-" { console.read_stdin() } else { console.read_source(name) }
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
