//! Names for completion, found without running script where that can be: no property, no `__getattr__`.

use super::run::Session;
use crate::event_loop;
use crate::loader;
use crate::value::{Dict, Kept, List, Module, Str, Task, Type, Value};
use crate::vm::{Handle, Scope, Vm};

/// What names are asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wanted {
    /// What can stand at the beginning of an expression.
    Name,
    /// Attributes of what a dotted path names.
    Attribute(Vec<String>),
    /// What can be imported from a module.
    Member(String),
    /// Names of tasks that have not ended.
    Task,
}

/// The modules that can always be imported.
pub fn module_names() -> impl Iterator<Item = &'static str> {
    loader::known_names()
}

impl Session {
    /// The names that are wanted, sorted.
    pub fn complete(&mut self, wanted: &Wanted) -> Vec<String> {
        let mut s = self.vm.scope();
        let mut names = match wanted {
            Wanted::Name => {
                let mut names = main_dict(&mut s).map_or_else(Vec::new, |d| keys(&s, d));
                names.extend(s.builtins().iter().filter_map(|(k, _)| text_of(k)));
                names
            }
            Wanted::Attribute(path) => {
                let path: Vec<&str> = path.iter().map(String::as_str).collect();
                resolve(&mut s, &path).map_or_else(Vec::new, |h| attributes(&mut s, h))
            }
            Wanted::Member(module) => member_names(&mut s, module),
            Wanted::Task => {
                let el = event_loop::of(&s);
                let tasks = event_loop::live_tasks(&el, &s);
                tasks.into_iter().filter_map(|v| v.cast::<Task>()).map(event_loop::task_name).collect()
            }
        };
        names.sort();
        names.dedup();
        names
    }
}

/// The main module's dict.
pub(super) fn main_dict(s: &mut Scope<'_>) -> Option<Handle> {
    let main = s.imported("__main__")?;
    Some(s.keep(|vm| loader::dict_of(vm, main).value()))
}

fn text_of(v: Value<'_>) -> Option<String> {
    v.cast::<Str>().map(Str::to_text)
}

fn keys(vm: &Vm, dict: Handle) -> Vec<String> {
    let d = dict.cast::<Dict>(vm);
    d.map_or_else(Vec::new, |d| d.iter().filter_map(|(k, _)| text_of(k)).collect())
}

/// Members of a module: only of one that is there already, or that comes with the interpreter.
fn member_names(s: &mut Scope<'_>, module: &str) -> Vec<String> {
    let known = s.imported(module).is_some() || module_names().any(|n| n == module);
    if !known {
        return Vec::new();
    }
    match s.import_module(module) {
        Ok(module) => attributes(s, module),
        Err(raise) => {
            s.catch(raise);
            Vec::new()
        }
    }
}

/// What a dotted path names, as far as that can be seen without running script.
pub(super) fn resolve(s: &mut Scope<'_>, path: &[&str]) -> Option<Handle> {
    let (first, rest) = path.split_first()?;
    let main = main_dict(s)?;
    let start = {
        let vm: &Vm = s;
        let own = main.cast::<Dict>(vm).and_then(|d| vm.dict_get_str(d, first));
        Kept::new(own.or_else(|| vm.dict_get_str(vm.builtins(), first))?)
    };
    let mut at = s.keep(|vm| start.get(&vm.heap));
    for name in rest {
        at = match plain_attr(s, at.get(s), name).map(Kept::new) {
            Some(next) => s.keep(|vm| next.get(&vm.heap)),
            None => late_member(s, at, name)?,
        };
    }
    Some(at)
}

/// An attribute that is simply stored: in a module, in a class or one of its bases, in an object.
fn plain_attr<'h>(vm: &'h Vm, v: Value<'h>, name: &str) -> Option<Value<'h>> {
    if let Some(module) = v.cast::<Module>() {
        return vm.dict_get_str(module.dict(), name);
    }
    if let Some(class) = v.cast::<Type>() {
        let key = vm.str(name);
        let key = key.cast::<Str>()?;
        let hash = vm.hash_str(key);
        return class.mro().iter().find_map(|c| c.cast::<Type>()?.dict().get_str(key, hash));
    }
    vm.stored_attr(v, name)
}

/// A member of one of our own modules that is made when it is first asked for.
fn late_member(s: &mut Scope<'_>, module: Handle, name: &str) -> Option<Handle> {
    let own =
        module.cast::<Module>(s).and_then(|m| s.dict_get_str(m.dict(), "__name__")).and_then(text_of)?;
    if !module_names().any(|n| n == own) {
        return None;
    }
    match s.getattr_opt(module, name) {
        Ok(found) => found,
        Err(raise) => {
            s.catch(raise);
            None
        }
    }
}

/// The names that `dir` gives for an object.
fn attributes(s: &mut Scope<'_>, object: Handle) -> Vec<String> {
    let Some(dir) = s.dict_get_str(s.builtins(), "dir").map(Kept::new) else { return Vec::new() };
    let dir = s.keep(|vm| dir.get(&vm.heap));
    match s.call(dir, &[object]) {
        Ok(names) => {
            let names = names.cast::<List>(s).map(List::to_vec).unwrap_or_default();
            names.into_iter().filter_map(text_of).collect()
        }
        Err(raise) => {
            s.catch(raise);
            Vec::new()
        }
    }
}
