//! The command line: arguments, and one function a command.

mod args;
mod check;
mod examples;
mod help;
mod repl;

use std::path::Path;
use std::rc::Rc;

use crate::session::{
    Console, Diagnostic, Host, JitMode, Options, PathKind, RealHost, Session, SourceFile, Stage, Standard,
    Style, VirtualHost, cannot_open, dump,
};
use args::{Command, Program, Switches};

/// Exit code of wrong usage, and of a file that cannot be opened.
const WRONG_USAGE: i32 = 2;

/// Runs a command line (without the program's own name) and gives the exit code. To be called on a thread with
/// a big stack.
pub fn run(arguments: &[String]) -> i32 {
    let parsed = args::parse(arguments);
    let virtual_time = parsed.as_ref().is_ok_and(|(_, s)| s.virtual_time);
    let real: Rc<dyn Host> = Rc::new(RealHost::new());
    let host: Rc<dyn Host> = if virtual_time { Rc::new(VirtualHost::new(real)) } else { real };
    let console = Console::new(host.clone());
    let code = match parsed {
        Err(wrong) => {
            console.complain(&format!("{}\nTry '{}'.", wrong.message, wrong.topic.command_line()));
            WRONG_USAGE
        }
        Ok((command, switches)) => execute(&host, &console, command, switches),
    };
    _ = console.flush();
    code
}

fn execute(host: &Rc<dyn Host>, console: &Console, command: Command, switches: Switches) -> i32 {
    match command {
        Command::Help(topic) => page(console, topic.text()),
        Command::ListExamples => page(console, &help::example_list()),
        Command::ShowExample(name) => {
            console.out(examples::find(name).map_or("", |e| e.source));
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

/// Shows a page of help.
fn page(console: &Console, text: &str) -> i32 {
    match console.style_of(Standard::Out) {
        Style::Colour => console.out(&help::painted(text)),
        Style::Plain => console.out(text),
    }
    0
}

fn new_session(
    host: &Rc<dyn Host>,
    console: &Console,
    argv: Vec<String>,
    folder: &str,
    switches: Switches,
) -> Session {
    let debug = switches.debug || console.env("PYTHONASYNCIODEBUG").is_some_and(|v| !v.is_empty());
    let stress = console.env("QUAVER_GC_STRESS").unwrap_or_default();
    // `slices:N`: a small slice of a collection at every Nth safepoint
    let gc_slices = stress.starts_with("slices:");
    let stress = stress.trim_start_matches("slices:").parse().unwrap_or(0);
    let gc_log = console.env("QUAVER_GC_LOG").is_some_and(|v| v != "0");
    let jit = match console.env("QUAVER_JIT").as_deref() {
        Some("off") => JitMode::Off,
        Some("always") => JitMode::Always,
        _ => JitMode::Hot,
    };
    let options = Options { gc_stress: stress, gc_slices, gc_log, argv, debug, jit, ..Options::default() };
    Session::new(host.clone(), options, folder)
}

/// `quaver FILE`, `-c CODE`, `-` and `quaver examples NAME`
fn run_program(
    host: &Rc<dyn Host>,
    console: &Console,
    program: &Program,
    args: Vec<String>,
    switches: Switches,
) -> i32 {
    let example = match program {
        Program::Example(name) => examples::find(name),
        _ => None,
    };
    let label = example.map(|e| format!("examples/{}", e.file)).unwrap_or_default();
    let (name, file) = match program {
        Program::File(path) => match runnable(host, path) {
            Ok(file) => (path.as_str(), file),
            Err(complaint) => {
                console.complain(&complaint);
                return WRONG_USAGE;
            }
        },
        Program::Code(_) => ("-c", String::new()),
        Program::Stdin => ("-", String::new()),
        Program::Example(_) => (label.as_str(), String::new()),
    };
    let folder = if file.is_empty() { String::new() } else { folder_of(host, &file) };
    let argv = std::iter::once(name.to_owned()).chain(args).collect();
    let mut session = new_session(host, console, argv, &folder, switches);
    let mut code = match program {
        Program::File(_) => session.run_file(&file),
        Program::Code(text) => session.run_text("<string>", text),
        Program::Stdin => session.run_stdin(),
        Program::Example(_) => session.run_text(&label, example.map_or("", |e| e.source)),
    };
    if switches.interactive {
        code = repl::run(&mut session, false);
    }
    let code = session.finish(code);
    // the process ends: its memory goes at once, and need not be given back object by object
    std::mem::forget(session);
    code
}

/// The file to run for a path on the command line: in a folder it is `__main__.py`. Otherwise what is wrong with it.
fn runnable(host: &Rc<dyn Host>, path: &str) -> Result<String, String> {
    match host.path_kind(Path::new(path)) {
        Some(PathKind::Folder) => {
            let main = Path::new(path).join("__main__.py");
            match host.path_kind(&main) {
                Some(PathKind::File) => Ok(main.to_string_lossy().into_owned()),
                _ => Err(format!(
                    "can't find '__main__' module in '{path}'\nIt is a folder; name a file to run."
                )),
            }
        }
        Some(_) => Ok(path.to_owned()),
        None => match host.read_file(Path::new(path)) {
            Ok(_) => Ok(path.to_owned()),
            Err(e) => {
                let what = cannot_open(host, path, &e);
                Err(hint_for_missing(host, path).map_or(what.clone(), |hint| format!("{what}\n{hint}")))
            }
        },
    }
}

/// What a word that is no file may have meant.
fn hint_for_missing(host: &Rc<dyn Host>, path: &str) -> Option<String> {
    let with_ending = ["py", "qv"].map(|ending| format!("{path}.{ending}"));
    if let Some(file) = with_ending.iter().find(|f| host.path_kind(Path::new(f)) == Some(PathKind::File)) {
        return Some(format!("Did you mean '{file}'?"));
    }
    if let Some(example) = examples::find(path) {
        return Some(format!("There is an example of that name: quaver examples {}", example.name));
    }
    let is_word = !path.contains(['.', '/', '\\']);
    args::like_command(path).or(is_word.then(|| "Try 'quaver --help' for the commands.".to_owned()))
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
    let Some(file) = read(console, name) else { return WRONG_USAGE };
    let (text, diagnostics) = dump(&file, stage);
    if let Some(text) = text {
        console.out(&text);
    }
    console.report(&file, &diagnostics);
    diagnostics.iter().any(Diagnostic::is_error).into()
}
