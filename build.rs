//! Generates the parser from the grammar, and the tables of what is embedded: the library modules in `stdlib/`
//! and the programs in `examples/`.

#![allow(clippy::disallowed_methods)] // runs at build time, outside the house

use std::ffi::OsStr;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=grammar");
    println!("cargo:rerun-if-changed=stdlib");
    println!("cargo:rerun-if-changed=examples");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-check-cfg=cfg(copying_is_adjustable)");
    let out = std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    lalrpop::Configuration::new()
        .set_in_dir("grammar")
        .set_out_dir(&out)
        .process()
        .expect("the grammar has no conflicts");
    let mut rows = Vec::new();
    library(Path::new("stdlib"), "", &mut rows);
    write_table(&out, "stdlib.rs", rows);
    write_table(&out, "examples.rs", examples(Path::new("examples")));
    quick_start(Path::new(&out));
}

/// Has the program load faster where it is known how. At a fixed address none of its tables of pointers has to be
/// put right when it starts, page by page; with the unwinder and the C library inside no library has to be found,
/// mapped and bound for it. All else is as ever.
fn quick_start(out: &Path) {
    let of = |name: &str| std::env::var(name).unwrap_or_default();
    if of("CARGO_CFG_TARGET_OS") != "linux" || of("CARGO_CFG_TARGET_ENV") != "gnu" {
        return;
    }
    println!("cargo:rustc-link-arg-bins=-no-pie");
    let linker_is_known = of("TARGET") == of("HOST") && of("RUSTC_LINKER").is_empty();
    if linker_is_known && let Some(unwinder) = archive("gcc_eh") {
        let all = [("gcc_s", unwinder.clone())].into_iter().map(Some);
        let all = all.chain(["c", "m", "dl", "rt", "util", "pthread"].map(|n| Some((n, archive(n)?))));
        if let Some(folder) =
            all.collect::<Option<Vec<_>>>().and_then(|all| folder_of(&all, &out.join("all")))
        {
            println!("cargo:rustc-link-arg-bins=-static");
            println!("cargo:rustc-link-arg-bins=-L{}", folder.display());
            // they need each other, and some linkers look at each but once
            println!("cargo:rustc-link-arg-bins=-Wl,--start-group,-lm,-lgcc_eh,-lgcc,-lc,--end-group");
            if archive("c").is_some_and(|c| has(&c, "__x86_rep_movsb_threshold")) {
                println!("cargo:rustc-cfg=copying_is_adjustable");
            }
        }
        if let Some(folder) = folder_of(&[("gcc_eh", unwinder)], &out.join("unwinder")) {
            println!("cargo:rustc-link-search=native={}", folder.display());
            println!("cargo:rustc-link-lib=static:-bundle=gcc_eh");
        }
    }
}

/// Whether a name is in a library.
fn has(library: &Path, name: &str) -> bool {
    std::fs::read(library).is_ok_and(|bytes| bytes.windows(name.len()).any(|w| w == name.as_bytes()))
}

/// Where the compiler has a library to be linked in.
fn archive(name: &str) -> Option<PathBuf> {
    let asked = Command::new("cc").arg(format!("-print-file-name=lib{name}.a")).output().ok()?;
    let path = PathBuf::from(String::from_utf8_lossy(&asked.stdout).trim());
    (asked.status.success() && path.is_absolute()).then_some(path)
}

/// A folder of nothing but such libraries, each by a name: none that is found at run time is taken before it.
fn folder_of(libraries: &[(&str, PathBuf)], folder: &Path) -> Option<PathBuf> {
    _ = std::fs::remove_dir_all(folder);
    std::fs::create_dir_all(folder).ok()?;
    for (name, from) in libraries {
        link(from, &folder.join(format!("lib{name}.a")))?;
    }
    Some(folder.to_owned())
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> Option<()> {
    std::os::unix::fs::symlink(from, to).ok()
}

#[cfg(not(unix))]
fn link(_: &Path, _: &Path) -> Option<()> {
    None
}

fn write_table(out: &OsStr, name: &str, mut rows: Vec<String>) {
    rows.sort();
    let table = rows.concat();
    std::fs::write(Path::new(out).join(name), format!("&[\n{table}]\n")).expect("OUT_DIR can be written");
}

/// A row for every program of a folder.
fn examples(folder: &Path) -> Vec<String> {
    let mut rows = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|e| e == "qv" || e == "py") {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let file = entry.file_name().to_string_lossy().into_owned();
            rows.push(format!(
                "Example {{ name: {name:?}, file: {file:?}, \
                 source: include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/examples/{file}\")) }},\n"
            ));
        }
    }
    rows
}

/// A row for every module of a folder: `asyncio/locks.qv` is `asyncio.locks`, `__init__.qv` is the folder itself.
fn library(folder: &Path, package: &str, rows: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let full =
            |part: &str| if package.is_empty() { part.to_owned() } else { format!("{package}.{part}") };
        if path.is_dir() {
            library(&path, &full(&stem), rows);
        } else if path.extension().is_some_and(|e| e == "qv" || e == "py") {
            let is_package = stem == "__init__";
            let name = if is_package { package.to_owned() } else { full(&stem) };
            let path = path.to_string_lossy().replace('\\', "/");
            let mut row = String::new();
            _ = writeln!(
                row,
                "Embedded {{ name: {name:?}, package: {is_package}, \
                 source: include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{path}\")) }},"
            );
            rows.push(row);
        }
    }
}
