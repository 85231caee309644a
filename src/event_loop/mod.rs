//! Ready queue, timers, tasks and futures, waits, the driver on smol, reports.
