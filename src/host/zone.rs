//! The local time zone, read from the system's own table (TZif).

use std::path::PathBuf;

/// The time zone that holds at some moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Zone {
    /// Seconds east of Greenwich.
    pub offset: i32,
    /// Whether it is summer time.
    pub summer: bool,
    /// Its abbreviation.
    pub name: String,
}

impl Zone {
    /// Coordinated universal time.
    pub fn utc() -> Zone {
        Zone { offset: 0, summer: false, name: "UTC".into() }
    }
}

/// Changes of a zone, in order.
pub(super) struct ZoneTable {
    /// From this second on, the zone of this index holds.
    changes: Vec<(i64, usize)>,
    zones: Vec<Zone>,
}

impl ZoneTable {
    /// The zone that the environment or the system names; UTC if neither can be read.
    pub fn local() -> ZoneTable {
        let named = std::env::var("TZ").ok().map(|tz| tz.trim_start_matches(':').to_owned());
        let path = match named.as_deref() {
            None => PathBuf::from("/etc/localtime"),
            Some("") => PathBuf::from("/usr/share/zoneinfo/UTC"),
            Some(name) => PathBuf::from("/usr/share/zoneinfo").join(name),
        };
        let table = std::fs::read(path).ok().and_then(|bytes| ZoneTable::parse(&bytes));
        table.unwrap_or_else(|| ZoneTable { changes: Vec::new(), zones: vec![Zone::utc()] })
    }

    /// Reads the 64-bit part of a table.
    fn parse(bytes: &[u8]) -> Option<ZoneTable> {
        let (first, counts) = Part::head(bytes, 0)?;
        let at = first + counts.size(4);
        let (mut at, counts) = Part::head(bytes, at)?;
        let [_, _, _, times, types, _] = counts.0;
        let mut changes = Vec::with_capacity(times);
        for i in 0..times {
            let when = bytes.get(at + i * 8..at + i * 8 + 8)?.try_into().ok().map(i64::from_be_bytes)?;
            changes.push((when, *bytes.get(at + times * 8 + i)? as usize));
        }
        at += times * 9;
        let names = bytes.get(at + types * 6..)?;
        let mut zones = Vec::with_capacity(types);
        for i in 0..types {
            let row = bytes.get(at + i * 6..at + i * 6 + 6)?;
            let name = names.get(row[5] as usize..)?;
            let end = name.iter().position(|&b| b == 0)?;
            zones.push(Zone {
                offset: i32::from_be_bytes([row[0], row[1], row[2], row[3]]),
                summer: row[4] != 0,
                name: String::from_utf8_lossy(&name[..end]).into_owned(),
            });
        }
        let known = changes.iter().all(|(_, z)| *z < zones.len());
        (known && !zones.is_empty()).then_some(ZoneTable { changes, zones })
    }

    /// The zone that holds at a time.
    pub fn at(&self, unix_seconds: i64) -> Zone {
        let after = self.changes.partition_point(|(from, _)| *from <= unix_seconds);
        let index = match after {
            0 => self.zones.iter().position(|z| !z.summer).unwrap_or(0),
            _ => self.changes[after - 1].1,
        };
        self.zones[index].clone()
    }
}

/// The six counts at the head of a part: UT indicators, standard indicators, leap seconds, times, types, bytes
/// of names.
struct Part([usize; 6]);

impl Part {
    fn head(bytes: &[u8], at: usize) -> Option<(usize, Part)> {
        let head = bytes.get(at..at + 44)?;
        if &head[..4] != b"TZif" {
            return None;
        }
        let count = |i: usize| {
            let p = 20 + i * 4;
            u32::from_be_bytes([head[p], head[p + 1], head[p + 2], head[p + 3]]) as usize
        };
        Some((at + 44, Part(std::array::from_fn(count))))
    }

    /// Bytes of the part's body where times take `width` bytes.
    fn size(&self, width: usize) -> usize {
        let [ut, standard, leap, times, types, names] = self.0;
        times * (width + 1) + types * 6 + names + leap * (width + 4) + standard + ut
    }
}
