//! The one door to the world: clock, randomness, environment, streams, files, network.

/// The door.
pub trait Host {}
