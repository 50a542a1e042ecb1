//! How long the steps of an answer took, for `--explain`.

use std::time::Instant;

use serde::Serialize;

/// A step and its time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Step {
    /// `parse`, `expand`, `match`, `load`.
    pub step: &'static str,
    /// Microseconds.
    pub us: u64,
}

/// Notes when steps end.
pub(super) struct Clock {
    last: Instant,
    pub steps: Vec<Step>,
}

impl Clock {
    pub fn start() -> Self {
        Self { last: Instant::now(), steps: Vec::new() }
    }

    pub fn ends(&mut self, step: &'static str) {
        let now = Instant::now();
        let us = u64::try_from(now.duration_since(self.last).as_micros()).unwrap_or(u64::MAX);
        self.steps.push(Step { step, us });
        self.last = now;
    }
}
