//! A freeze of all config: to wait until it is over, or to stop.

use crate::core::error::{Error, Kind};
use crate::core::port::Port;

/// Between two attempts while everything is frozen, in milliseconds.
const LOOK_AGAIN_MS: u64 = 2_000;

/// Whether a call waits.
#[derive(Debug, Clone, Copy)]
pub struct Patience(bool);

impl Patience {
    pub fn new(wait_out_freeze: bool) -> Self {
        Self(wait_out_freeze)
    }

    /// Waits, and says so, when the error is a freeze that is to be waited
    /// out; the deadline ends it. A frozen write was refused, so it may be
    /// sent again.
    pub fn waits(self, port: &Port, error: &Error) -> Result<bool, Error> {
        if !self.0 || error.kind != Kind::ConfigFrozen {
            return Ok(false);
        }
        port.sleep(LOOK_AGAIN_MS)?;
        Ok(true)
    }
}
