//! stub
/// Frame
pub struct Frame;
/// Report
pub struct Report;
