//! `sorted` and `list.sort`: a stable merge sort over positions, so that items stay in rooted lists while a
//! comparison runs script. Keys that are all ints, all floats or all strings are compared without the machine.

use std::cmp::Ordering;

use super::support::*;
use crate::value::*;
use crate::vm::*;

/// Runs shorter than this are built by insertion.
const RUN: usize = 24;

/// `sorted(iterable, /, *, key=None, reverse=False)`
pub(super) fn sorted(vm: &mut Vm, a: Args) -> NativeResult {
    let it = a.handle(vm, 0);
    let key = a.opt(vm, 1).filter(|k| !k.is_none()).map(|_| a.handle(vm, 1));
    let reverse = flag(vm, a, 2, false)?;
    let mut s = vm.scope();
    let list = s.list_of(it)?;
    sort_list(&mut s, list, key, reverse)?;
    Ok(list.ret(&s))
}

/// `list.sort(*, key=None, reverse=False)`
pub(super) fn list_sort(vm: &mut Vm, a: Args) -> NativeResult {
    a.this::<List>(vm)?;
    let list = a.handle(vm, 0);
    let key = a.opt(vm, 1).filter(|k| !k.is_none()).map(|_| a.handle(vm, 1));
    let reverse = flag(vm, a, 2, false)?;
    sort_list(&mut vm.scope(), list, key, reverse)?;
    Ok(Ret::NONE)
}

/// Sorts a rooted list in place. The list is empty while keys and comparisons run, as in CPython.
pub(crate) fn sort_list(
    s: &mut Scope<'_>,
    list: Handle,
    key: Option<Handle>,
    reverse: bool,
) -> Result<(), Raise> {
    let mut s = s.inner();
    let items = s.keep(|vm| List::empty(&vm.heap).value());
    if let (Some(to), Some(from)) = (items.cast::<List>(&s), list.cast::<List>(&s)) {
        to.take_from(from);
    }
    let order = sort_order(&mut s, items, key, reverse);
    let disturbed = list.cast::<List>(&s).is_some_and(|l| !l.is_empty());
    if let (Some(to), Some(from)) = (list.cast::<List>(&s), items.cast::<List>(&s)) {
        if let Ok(order) = &order {
            let sorted: Vec<Value<'_>> = order.iter().filter_map(|i| from.get(*i as usize)).collect();
            from.splice(&s.heap, 0, from.len(), &sorted);
        }
        to.take_from(from);
    }
    order?;
    if disturbed { Err(s.value_error("list modified during sort")) } else { Ok(()) }
}

/// The positions of a list's items in their order.
fn sort_order(
    s: &mut Scope<'_>,
    items: Handle,
    key: Option<Handle>,
    reverse: bool,
) -> Result<Vec<u32>, Raise> {
    let n = items.cast::<List>(s).map_or(0, List::len);
    let keys = match key {
        None => items,
        Some(f) => {
            let keys = s.keep(|vm| List::empty(&vm.heap).value());
            for i in 0..n {
                let mut s = s.inner();
                let item = s.keep(|vm| list_item(vm, items, i));
                let k = s.call(f, &[item])?;
                if let Some(l) = keys.cast::<List>(&s) {
                    l.push(&s.heap, k.get(&s));
                }
            }
            keys
        }
    };
    let mut order: Vec<u32> = (0..n as u32).collect();
    // turning round before and after keeps equal items in their order
    if reverse {
        order.reverse();
    }
    if !sort_plain(s, keys, &mut order) {
        let (x, y) = (s.root(), s.root());
        merge_sort(&mut order, &mut |i, j| {
            s.set(x, |vm| list_item(vm, keys, i as usize));
            s.set(y, |vm| list_item(vm, keys, j as usize));
            s.lt(x, y)
        })?;
    }
    if reverse {
        order.reverse();
    }
    Ok(order)
}

/// Sorts keys whose comparison cannot run script; says whether they all are of one such kind.
fn sort_plain(vm: &Vm, keys: Handle, order: &mut Vec<u32>) -> bool {
    let Some(list) = keys.cast::<List>(vm) else { return true };
    let Some(first) = list.get(0) else { return true };
    if first.as_small_int().is_some() {
        let ints: Option<Vec<i64>> = (0..list.len()).map(|i| list.get(i)?.as_small_int()).collect();
        return by(order, ints, i64::cmp);
    }
    if first.is_exact(Builtins::Float) {
        let exact = |v: Value<'_>| if v.is_exact(Builtins::Float) { v.as_float().filter(|f| !f.is_nan()) } else { None };
        let floats: Option<Vec<f64>> = (0..list.len()).map(|i| exact(list.get(i)?)).collect();
        return by(order, floats, |a, b| a.partial_cmp(b).unwrap_or(Ordering::Equal));
    }
    if first.is_exact(Builtins::Str) {
        let exact = |v: Value<'_>| v.is_exact(Builtins::Str);
        let texts: Option<Vec<&[u8]>> =
            (0..list.len()).map(|i| list.get(i).filter(|v| exact(*v))?.cast::<Str>().map(Str::bytes)).collect();
        // the order of bytes is that of code points
        return by(order, texts, |a, b| a.cmp(b));
    }
    false
}

fn by<T>(order: &mut [u32], keys: Option<Vec<T>>, cmp: impl Fn(&T, &T) -> Ordering) -> bool {
    let Some(keys) = keys else { return false };
    order.sort_by(|i, j| cmp(&keys[*i as usize], &keys[*j as usize]));
    true
}

type Less<'a> = &'a mut dyn FnMut(u32, u32) -> Result<bool, Raise>;

/// Sorts positions by a comparison that may fail. It finds runs that are in order already, makes short ones
/// longer by binary insertion, and merges runs of like length.
fn merge_sort(v: &mut Vec<u32>, less: Less<'_>) -> Result<(), Raise> {
    let n = v.len();
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at < n {
        let end = natural_run(v, at, less)?;
        let want = (at + RUN).min(n).max(end);
        insert_all(v, at, end, want, less)?;
        runs.push((at, want));
        at = want;
        while let [.., a, b] = runs[..]
            && (b.1 - b.0 >= a.1 - a.0)
        {
            merge(v, a.0, b.0, b.1, less)?;
            runs.truncate(runs.len() - 2);
            runs.push((a.0, b.1));
        }
    }
    while let [.., a, b] = runs[..] {
        merge(v, a.0, b.0, b.1, less)?;
        runs.truncate(runs.len() - 2);
        runs.push((a.0, b.1));
    }
    Ok(())
}

/// The end of the run that begins at `at`; one that falls strictly is turned round.
fn natural_run(v: &mut [u32], at: usize, less: Less<'_>) -> Result<usize, Raise> {
    let n = v.len();
    if at + 1 >= n {
        return Ok(n);
    }
    let falling = less(v[at + 1], v[at])?;
    let mut end = at + 2;
    while end < n && less(v[end], v[end - 1])? == falling {
        end += 1;
    }
    if falling {
        v[at..end].reverse();
    }
    Ok(end)
}

fn insert_all(v: &mut [u32], from: usize, sorted: usize, to: usize, less: Less<'_>) -> Result<(), Raise> {
    for i in sorted..to {
        let x = v[i];
        let (mut lo, mut hi) = (from, i);
        while lo < hi {
            let mid = (lo + hi) / 2;
            if less(x, v[mid])? { hi = mid } else { lo = mid + 1 }
        }
        v[lo..=i].rotate_right(1);
    }
    Ok(())
}

fn merge(v: &mut [u32], from: usize, mid: usize, to: usize, less: Less<'_>) -> Result<(), Raise> {
    if !less(v[mid], v[mid - 1])? {
        return Ok(());
    }
    let left = v[from..mid].to_vec();
    let (mut i, mut j, mut out) = (0, mid, from);
    while i < left.len() && j < to {
        match less(v[j], left[i]) {
            Ok(true) => {
                v[out] = v[j];
                j += 1;
            }
            Ok(false) => {
                v[out] = left[i];
                i += 1;
            }
            Err(e) => {
                // no item may get lost
                v[out..out + left.len() - i].copy_from_slice(&left[i..]);
                return Err(e);
            }
        }
        out += 1;
    }
    v[out..out + left.len() - i].copy_from_slice(&left[i..]);
    Ok(())
}
