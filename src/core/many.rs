//! Many releases in one call: how many at once, and what came of them.

use super::error::Error;

const DEFAULT_CONCURRENCY: f64 = 4.0;
const MOST_AT_ONCE: f64 = 64.0;
/// Errors that a result shows; an error each would grow with the targets.
pub const FIRST_ERRORS: u32 = 10;

/// Reads `concurrency`, NaN for what is no number.
pub fn concurrency(asked: Option<f64>) -> Result<usize, Error> {
    let count = asked.unwrap_or(DEFAULT_CONCURRENCY);
    // NaN is in no range.
    if (1.0..=MOST_AT_ONCE).contains(&count) && count.fract() == 0.0 {
        return Ok(count as usize);
    }
    // Spelled out: to write a float, a page would download what writes floats.
    Err(Error::input(
        "concurrency must be a whole number from 1 to 64",
    ))
}

/// How many releases ended in which way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// The new version serves.
    pub released: u32,
    /// The new revision is the head of a branch that does not serve.
    pub staged: u32,
    /// Ended early, as asked for.
    pub stopped: u32,
    /// There was nothing to change.
    pub unchanged: u32,
    /// Ended with an error.
    pub failed: u32,
}

impl Tally {
    /// Counts one by its report's outcome, or a failure.
    pub fn add(&mut self, outcome: Option<&str>) {
        let count = match outcome {
            Some("released") => &mut self.released,
            Some("staged") => &mut self.staged,
            Some("stopped") => &mut self.stopped,
            Some(_) => &mut self.unchanged,
            None => &mut self.failed,
        };
        *count += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::super::model::report::ReleaseOutcome;
    use super::*;

    #[test]
    fn only_so_many_at_once() {
        assert_eq!(concurrency(None).unwrap(), 4);
        assert_eq!(concurrency(Some(1.0)).unwrap(), 1);
        assert_eq!(concurrency(Some(64.0)).unwrap(), 64);
        for bad in [0.0, -1.0, 65.0, 1.5, f64::NAN, f64::INFINITY] {
            let error = concurrency(Some(bad)).unwrap_err();
            assert!(error.message.contains("1 to 64"), "{}", error.message);
        }
    }

    #[test]
    fn every_outcome_is_counted_under_its_own_name() {
        let mut tally = Tally::default();
        for outcome in [
            ReleaseOutcome::Released,
            ReleaseOutcome::Staged,
            ReleaseOutcome::Stopped,
            ReleaseOutcome::Unchanged,
        ] {
            let name = serde_json::to_value(outcome).unwrap();
            tally.add(name.as_str());
        }
        tally.add(None);
        let once = Tally {
            released: 1,
            staged: 1,
            stopped: 1,
            unchanged: 1,
            failed: 1,
        };
        assert_eq!(tally, once);
    }
}
