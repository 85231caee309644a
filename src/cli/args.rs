//! The command line: what was asked for, or what is wrong with it.

use crate::session::Stage;

/// What to run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Program {
    /// A file.
    File(String),
    /// The text after `-c`.
    Code(String),
    /// Standard input.
    Stdin,
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
    /// Talk.
    Repl,
    /// Show the help.
    Help,
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

/// Reads a command line (without the program's own name). An error is a sentence or two for the user.
pub(super) fn parse(args: &[String]) -> Result<(Command, Switches), String> {
    let mut switches = Switches::default();
    let mut rest = args;
    let mut run_named = false;
    let mut first = true;
    while let Some((arg, after)) = rest.split_first() {
        rest = after;
        match arg.as_str() {
            "--virtual-time" => switches.virtual_time = true,
            "--debug" => switches.debug = true,
            "-i" => switches.interactive = true,
            "-h" | "--help" => return Ok((Command::Help, switches)),
            "-V" | "--version" => return Ok((Command::Version, switches)),
            "-c" => {
                let Some((code, args)) = rest.split_first() else {
                    return Err("-c needs a program after it: quaver -c 'print(1)'".into());
                };
                return Ok((run(Program::Code(code.clone()), args), switches));
            }
            "-" => return Ok((run(Program::Stdin, rest), switches)),
            "--" => {
                let Some((file, args)) = rest.split_first() else { break };
                return Ok((run(Program::File(file.clone()), args), switches));
            }
            "run" if first => run_named = true,
            "repl" if first => return Ok((Command::Repl, no_more(&mut switches, rest, "repl")?)),
            "check" if first => return check(rest).map(|c| (c, switches)),
            "dump" if first => return dump(rest).map(|c| (c, switches)),
            option if option.starts_with('-') => return Err(unknown_option(option)),
            file => return Ok((run(Program::File(file.into()), rest), switches)),
        }
        // a switch may stand before the name of a command
        first &= arg.starts_with('-');
    }
    if run_named {
        return Err("run needs a file: quaver run FILE [ARGS...]".into());
    }
    Ok((Command::Repl, switches))
}

fn run(program: Program, args: &[String]) -> Command {
    Command::Run { program, args: args.to_vec() }
}

fn no_more(switches: &mut Switches, rest: &[String], command: &str) -> Result<Switches, String> {
    for arg in rest {
        match arg.as_str() {
            "--virtual-time" => switches.virtual_time = true,
            "--debug" => switches.debug = true,
            other => return Err(format!("{command} takes no argument '{other}'")),
        }
    }
    Ok(*switches)
}

fn check(rest: &[String]) -> Result<Command, String> {
    let (json, files): (Vec<_>, Vec<_>) = rest.iter().cloned().partition(|a| a == "--json");
    if files.is_empty() {
        return Err("check needs at least one file: quaver check [--json] FILE...".into());
    }
    match files.iter().find(|a| a.starts_with('-') && a.as_str() != "-") {
        Some(option) => Err(format!("check takes files and --json, not '{option}'")),
        None => Ok(Command::Check { files, json: !json.is_empty() }),
    }
}

fn dump(rest: &[String]) -> Result<Command, String> {
    const USE: &str = "quaver dump tokens|ast|bytecode FILE";
    let [stage, file] = rest else {
        return Err(format!("dump needs a stage and one file: {USE}"));
    };
    let stage = match stage.as_str() {
        "tokens" => Stage::Tokens,
        "ast" => Stage::Ast,
        "bytecode" => Stage::Bytecode,
        other => return Err(format!("dump does not know the stage '{other}': {USE}")),
    };
    Ok(Command::Dump(stage, file.clone()))
}

fn unknown_option(option: &str) -> String {
    format!("unknown option '{option}'. An option for your script goes after the script's name.")
}

/// What `--help` shows.
pub(super) const HELP: &str = "\
Quaver runs async scripts: a subset of Python 3.13 with asyncio at its heart.

Usage:
  quaver [OPTIONS] FILE [ARGS...]     run a script ('run' may stand before FILE)
  quaver [OPTIONS] -c CODE [ARGS...]  run a program given on the command line
  quaver [OPTIONS] - [ARGS...]        run a program read from standard input
  quaver [repl]                       start the prompt, where 'await' works
  quaver check [--json] FILE...       report what is wrong without running anything; --json:
                                      one object a line (lines and columns, in characters, from 1)
  quaver dump STAGE FILE              show a file as 'tokens', 'ast' or 'bytecode'

Options:
  --virtual-time   waiting takes no time: the clock jumps to the next timer
  --debug          name steps that hold the event loop for over 0.1 s, by the line being executed
  -i               stay at the prompt after the script has ended
  -h, --help       show this help
  -V, --version    show the version

Environment:
  NO_COLOR            reports without colours
  PYTHONASYNCIODEBUG  as --debug, where it is not empty
  QUAVER_HISTORY      where the prompt keeps its inputs (nowhere if it is empty)
  QUAVER_GC_STRESS    collect garbage at every n-th opportunity (for tests)
  QUAVER_GC_LOG       tell of every collection: how long it took, and what was found alive

Exit codes: 0 success; 1 an uncaught exception, a wrong program or a deadlock; 2 wrong usage;
n after sys.exit(n); 130 after Ctrl-C.
";
