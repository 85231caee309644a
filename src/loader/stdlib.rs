//! The library modules written in the language, embedded in the binary.

/// Name of the module, its source, whether it is a package. Files are shown as `<frozen NAME>`: tracebacks and
/// reports leave such frames out.
pub const STDLIB: &[(&str, &str, bool)] = &[
    ("_awaiting", include_str!("../../stdlib/_awaiting.qv"), false),
    ("_struct_time", include_str!("../../stdlib/_struct_time.qv"), false),
    ("asyncio.base_events", include_str!("../../stdlib/asyncio/base_events.qv"), false),
    ("asyncio.events", include_str!("../../stdlib/asyncio/events.qv"), false),
    ("asyncio.exceptions", include_str!("../../stdlib/asyncio/exceptions.qv"), false),
    ("asyncio.futures", include_str!("../../stdlib/asyncio/futures.qv"), false),
    ("asyncio.locks", include_str!("../../stdlib/asyncio/locks.qv"), false),
    ("asyncio.protocols", include_str!("../../stdlib/asyncio/protocols.qv"), false),
    ("asyncio.queues", include_str!("../../stdlib/asyncio/queues.qv"), false),
    ("asyncio.runners", include_str!("../../stdlib/asyncio/runners.qv"), false),
    ("asyncio.streams", include_str!("../../stdlib/asyncio/streams.qv"), false),
    ("asyncio.taskgroups", include_str!("../../stdlib/asyncio/taskgroups.qv"), false),
    ("asyncio.tasks", include_str!("../../stdlib/asyncio/tasks.qv"), false),
    ("asyncio.threads", include_str!("../../stdlib/asyncio/threads.qv"), false),
    ("asyncio.timeouts", include_str!("../../stdlib/asyncio/timeouts.qv"), false),
    ("asyncio.transports", include_str!("../../stdlib/asyncio/transports.qv"), false),
];
