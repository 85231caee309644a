//! The example programs, embedded in the binary: what they are called, what they show, in which order they are read.

use crate::source::closest;

/// An embedded example.
#[derive(Debug)]
pub(super) struct Example {
    /// Its name, without the ending.
    pub name: &'static str,
    /// Its file's name.
    pub file: &'static str,
    /// Its text.
    pub source: &'static str,
}

impl Example {
    /// What it shows, in a line: the first line of its first comment or docstring.
    pub(super) fn idea(&self) -> &'static str {
        let line = self.source.lines().map(str::trim).find(|l| !l.is_empty() && !l.starts_with("#!"));
        let line = line.unwrap_or_default().trim_start_matches(['#', '"', '\'', ' ']);
        line.trim_end_matches(['"', '\'', '.', ' '])
    }
}

/// All of them: the files of `examples/`, found when the binary is built, by name.
pub(super) const ALL: &[Example] = include!(concat!(env!("OUT_DIR"), "/examples.rs"));

/// The order to read them in. What is not named here stands at the end.
const CHAPTERS: &[(&str, &[&str])] = &[
    ("First steps", &["hello", "concurrent_sleeps", "gather_results", "top_level_await"]),
    ("Time and endings", &["timeout", "cancellation", "periodic", "task_errors", "task_group"]),
    ("Working together", &["producer_consumer", "worker_pool", "rate_limit", "pipeline", "scraper"]),
    ("Over the network", &["tcp_echo", "chat"]),
    ("What Quaver tells you", &["forgotten_await", "lost_task", "deadlock"]),
];

/// The chapters and their examples.
pub(super) fn chapters() -> Vec<(&'static str, Vec<&'static Example>)> {
    let named = |name: &str| CHAPTERS.iter().any(|(_, names)| names.contains(&name));
    let mut all: Vec<_> = CHAPTERS
        .iter()
        .map(|(heading, names)| (*heading, names.iter().filter_map(|n| find(n)).collect::<Vec<_>>()))
        .collect();
    all.push(("More", ALL.iter().filter(|e| !named(e.name)).collect()));
    all.retain(|(_, examples)| !examples.is_empty());
    all
}

/// The example of this name; the ending and the folder may be there.
pub(super) fn find(name: &str) -> Option<&'static Example> {
    let name = name.strip_prefix("examples/").unwrap_or(name);
    ALL.iter().find(|e| e.name == name || e.file == name)
}

/// The name of an example like this one.
pub(super) fn near(name: &str) -> Option<String> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let part = |e: &&Example| stem.len() > 2 && (e.name.starts_with(stem) || stem.starts_with(e.name));
    closest(stem, ALL.iter().map(|e| e.name)).or_else(|| ALL.iter().find(part).map(|e| e.name.to_owned()))
}
