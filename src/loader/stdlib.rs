//! The library modules written in the language itself, embedded in the binary.

/// An embedded module.
pub struct Embedded {
    /// Its dotted name.
    pub name: &'static str,
    /// Its text.
    pub source: &'static str,
    /// Whether it has submodules.
    pub package: bool,
}

macro_rules! embedded {
    ($($name:literal $path:literal $package:literal;)*) => {
        /// All embedded modules. A new one is a file in `stdlib/` and a row here.
        pub const MODULES: &[Embedded] = &[$(Embedded {
            name: $name,
            source: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/stdlib/", $path)),
            package: $package,
        }),*];
    };
}

embedded! {
    "_awaiting" "_awaiting.qv" false;
    "_struct_time" "_struct_time.qv" false;
    "asyncio.base_events" "asyncio/base_events.qv" false;
    "asyncio.events" "asyncio/events.qv" false;
    "asyncio.exceptions" "asyncio/exceptions.qv" false;
    "asyncio.futures" "asyncio/futures.qv" false;
    "asyncio.locks" "asyncio/locks.qv" false;
    "asyncio.protocols" "asyncio/protocols.qv" false;
    "asyncio.queues" "asyncio/queues.qv" false;
    "asyncio.runners" "asyncio/runners.qv" false;
    "asyncio.streams" "asyncio/streams.qv" false;
    "asyncio.taskgroups" "asyncio/taskgroups.qv" false;
    "asyncio.tasks" "asyncio/tasks.qv" false;
    "asyncio.threads" "asyncio/threads.qv" false;
    "asyncio.timeouts" "asyncio/timeouts.qv" false;
    "asyncio.transports" "asyncio/transports.qv" false;
}

/// The embedded module of this name.
pub fn find(name: &str) -> Option<&'static Embedded> {
    MODULES.iter().find(|m| m.name == name)
}
