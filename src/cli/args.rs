//! The command line: what was asked for, or what is wrong with it.

use super::examples::{self, Example};
use super::help::{COMMANDS, Topic};
use crate::session::Stage;
use crate::source::closest;

/// What to run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Program {
    /// A file.
    File(String),
    /// The text after `-c`.
    Code(String),
    /// Standard input.
    Stdin,
    /// An example of this name.
    Example(&'static str),
}

/// What was asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Command {
    /// Run a program.
    Run { program: Program, args: Vec<String> },
    /// Look at files without running them.
    Check {
        /// The files.
        files: Vec<String>,
        /// The reports are for a program.
        json: bool,
    },
    /// Show a stage of a file.
    Dump(Stage, String),
    /// List the examples.
    ListExamples,
    /// Print the source of an example.
    ShowExample(&'static str),
    /// Talk.
    Repl,
    /// Show the help.
    Help(Topic),
    /// Show the version.
    Version,
}

/// Switches that hold for every command that runs something.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Switches {
    /// The clock jumps.
    pub virtual_time: bool,
    /// Event loops begin in debug mode.
    pub debug: bool,
    /// After the program comes the prompt.
    pub interactive: bool,
}

impl Switches {
    /// Turns the switch of this name on; says whether there is one.
    fn set(&mut self, name: &str) -> bool {
        let switch = match name {
            "--virtual-time" => &mut self.virtual_time,
            "--debug" => &mut self.debug,
            "-i" => &mut self.interactive,
            _ => return false,
        };
        *switch = true;
        true
    }
}

/// Wrong usage: what is wrong, and which help to read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Misuse {
    /// A sentence or two.
    pub message: String,
    /// The help that helps.
    pub topic: Topic,
}

type Parsed = Result<Command, Misuse>;

/// Options that are written before a program, for suggestions.
const OPTIONS: &[&str] = &["--virtual-time", "--debug", "--help", "--version"];

fn misuse<T>(topic: Topic, message: impl Into<String>) -> Result<T, Misuse> {
    Err(Misuse { message: message.into(), topic })
}

/// Reads a command line (without the program's own name).
pub(super) fn parse(args: &[String]) -> Result<(Command, Switches), Misuse> {
    let mut switches = Switches::default();
    let mut rest = args;
    while let Some((arg, after)) = rest.split_first()
        && switches.set(arg)
    {
        rest = after;
    }
    let early = rest.len() < args.len();
    let command = match rest.split_first() {
        None => Ok(Command::Repl),
        Some((name, after)) => match Topic::of(name) {
            Some(Topic::Run | Topic::Overall) => program(Topic::Run, after, &mut switches),
            Some(Topic::Repl) => repl(after, &mut switches),
            Some(Topic::Examples) => example(after, &mut switches),
            Some(topic @ (Topic::Check | Topic::Dump)) if early => {
                misuse(topic, format!("'{}' does not go with {name}, which runs nothing", args[0]))
            }
            Some(Topic::Check) => check(after),
            Some(Topic::Dump) => dump(after),
            None if name == "help" => help(after),
            None => program(Topic::Overall, rest, &mut switches),
        },
    };
    command.map(|c| (c, switches))
}

/// Options, then a program and its arguments.
fn program(topic: Topic, args: &[String], switches: &mut Switches) -> Parsed {
    let mut rest = args;
    while let Some((arg, after)) = rest.split_first() {
        rest = after;
        let (program, args) = match arg.as_str() {
            name if switches.set(name) => continue,
            "-h" | "--help" => return Ok(Command::Help(topic)),
            "-V" | "--version" => return Ok(Command::Version),
            "-c" => match rest.split_first() {
                Some((code, args)) => (Program::Code(code.clone()), args),
                None => return misuse(topic, "-c needs a program after it: quaver -c 'print(1)'"),
            },
            "-" => (Program::Stdin, rest),
            "--" => match rest.split_first() {
                Some((file, args)) => (Program::File(file.clone()), args),
                None => break,
            },
            option if option.starts_with('-') => return unknown(topic, option, OPTIONS),
            file => (Program::File(file.into()), rest),
        };
        return Ok(Command::Run { program, args: args.to_vec() });
    }
    match topic {
        Topic::Run => misuse(topic, "run needs a file: quaver run FILE [ARGS...]"),
        _ => Ok(Command::Repl),
    }
}

fn repl(args: &[String], switches: &mut Switches) -> Parsed {
    for arg in args {
        match arg.as_str() {
            name if switches.set(name) => {}
            "-h" | "--help" => return Ok(Command::Help(Topic::Repl)),
            option if option.starts_with('-') => return unknown(Topic::Repl, option, OPTIONS),
            other => {
                let message =
                    format!("repl takes no file. To stay at the prompt after a script: quaver -i {other}");
                return misuse(Topic::Repl, message);
            }
        }
    }
    Ok(Command::Repl)
}

fn example(args: &[String], switches: &mut Switches) -> Parsed {
    let mut rest = args;
    let mut show = false;
    while let Some((arg, after)) = rest.split_first() {
        rest = after;
        match arg.as_str() {
            name if switches.set(name) => {}
            "-h" | "--help" => return Ok(Command::Help(Topic::Examples)),
            "--show" => show = true,
            option if option.starts_with('-') => {
                return unknown(Topic::Examples, option, &["--show", "--virtual-time", "--debug", "--help"]);
            }
            name => {
                let example = known_example(name)?.name;
                // '--show' may come after the name, too
                return match rest {
                    [option] if option == "--show" => Ok(Command::ShowExample(example)),
                    _ if show && rest.is_empty() => Ok(Command::ShowExample(example)),
                    [other, ..] if show => {
                        misuse(Topic::Examples, format!("--show takes one name; '{other}' is too much"))
                    }
                    _ => Ok(Command::Run { program: Program::Example(example), args: rest.to_vec() }),
                };
            }
        }
    }
    match show {
        true => misuse(Topic::Examples, "--show needs the name of an example: quaver examples --show hello"),
        false => Ok(Command::ListExamples),
    }
}

fn known_example(name: &str) -> Result<&'static Example, Misuse> {
    if let Some(example) = examples::find(name) {
        return Ok(example);
    }
    let message = match examples::near(name) {
        Some(near) => format!("there is no example '{name}'. Did you mean '{near}'?"),
        None => format!("there is no example '{name}'. 'quaver examples' lists them."),
    };
    misuse(Topic::Examples, message)
}

fn check(args: &[String]) -> Parsed {
    let mut files = Vec::new();
    let mut json = false;
    for arg in args {
        match arg.as_str() {
            "--json" => json = true,
            "-h" | "--help" => return Ok(Command::Help(Topic::Check)),
            option if option.starts_with('-') && option != "-" => {
                return unknown(Topic::Check, option, &["--json", "--help"]);
            }
            file => files.push(file.to_owned()),
        }
    }
    match files.is_empty() {
        true => misuse(Topic::Check, "check needs at least one file: quaver check [--json] FILE..."),
        false => Ok(Command::Check { files, json }),
    }
}

fn dump(args: &[String]) -> Parsed {
    const USE: &str = "quaver dump tokens|ast|bytecode FILE";
    const STAGES: [(&str, Stage); 3] =
        [("tokens", Stage::Tokens), ("ast", Stage::Ast), ("bytecode", Stage::Bytecode)];
    if let Some(option) = args.iter().find(|a| a.starts_with('-') && *a != "-") {
        return match option.as_str() {
            "-h" | "--help" => Ok(Command::Help(Topic::Dump)),
            option => unknown(Topic::Dump, option, &["--help"]),
        };
    }
    let stage_of = |name: &str| STAGES.iter().find(|(n, _)| *n == name).map(|(_, stage)| *stage);
    match args {
        [stage, file] => match stage_of(stage) {
            Some(stage) => Ok(Command::Dump(stage, file.clone())),
            None => {
                let near = closest(stage, STAGES.map(|(n, _)| n));
                let help = near.map_or("It knows tokens, ast and bytecode.".to_owned(), |n| {
                    format!("Did you mean '{n}'?")
                });
                misuse(Topic::Dump, format!("dump does not know the stage '{stage}'. {help}"))
            }
        },
        [one] if stage_of(one).is_none() => misuse(
            Topic::Dump,
            format!("dump needs to know what to show: quaver dump tokens|ast|bytecode {one}"),
        ),
        [stage, _, third, ..] if stage_of(stage).is_some() => {
            misuse(Topic::Dump, format!("dump shows one file; '{third}' is too much"))
        }
        _ => misuse(Topic::Dump, format!("dump needs a stage and a file: {USE}")),
    }
}

/// `quaver help [COMMAND]`
fn help(args: &[String]) -> Parsed {
    match args {
        [] => Ok(Command::Help(Topic::Overall)),
        [name, ..] => match Topic::of(name) {
            Some(topic) => Ok(Command::Help(topic)),
            None => {
                let help = like_command(name).unwrap_or("'quaver --help' lists them.".into());
                misuse(Topic::Overall, format!("there is no command '{name}'. {help}"))
            }
        },
    }
}

/// A suggestion where a word is like the name of a command.
pub(super) fn like_command(word: &str) -> Option<String> {
    let letters = |w: &str| {
        let mut letters: Vec<char> = w.chars().collect();
        letters.sort_unstable();
        letters
    };
    let mut names = COMMANDS.iter().map(|(name, _)| *name);
    let near = closest(word, names.clone())
        .or_else(|| names.find(|n| letters(n) == letters(word)).map(str::to_owned))?;
    Some(format!("Did you mean the command '{near}'?"))
}

/// An option that there is not. `known` are those that are meant, perhaps.
fn unknown<T>(topic: Topic, option: &str, known: &[&str]) -> Result<T, Misuse> {
    let bare = option.split('=').next().unwrap_or(option);
    let is_long = option.starts_with("--");
    let help = match bare {
        "-m" => "Name the file instead: quaver path/to/module.py.".into(),
        "-X" | "-d" if topic != Topic::Check => "Did you mean '--debug'?".into(),
        "-v" | "-version" => "Did you mean '--version'?".into(),
        "-help" | "-?" => "Did you mean '--help'?".into(),
        "-u" | "-B" | "-E" | "-I" | "-O" | "-OO" | "-P" | "-q" | "-s" | "-S" | "-W" | "-x" => {
            "It is an option of CPython that Quaver does not have.".into()
        }
        _ if known.contains(&bare) => format!("'{bare}' takes no value."),
        _ => match closest(bare, known).filter(|_| is_long) {
            Some(near) => format!("Did you mean '{near}'?"),
            None if matches!(topic, Topic::Overall | Topic::Run) => {
                "An option for your script goes after the script's name.".into()
            }
            None if topic == Topic::Examples => "'quaver examples' lists them.".into(),
            None => return misuse(topic, format!("unknown option '{option}'")),
        },
    };
    misuse(topic, format!("unknown option '{option}'. {help}"))
}
