//! Which fields of an object exist, learned from those that were asked for.

use super::error::Error;
use super::search;
use super::text::{fill, join};
use alloc::vec::Vec;
use core::cell::RefCell;

/// The longest part of a name that a message shows, in characters.
const SHOWN: usize = 60;

/// Names of fields. Whoever reads an object adds each name it asks for, so
/// that no list of them has to be kept in step.
#[derive(Debug, Default)]
pub struct Known(RefCell<Vec<&'static str>>);

impl Known {
    /// Adds a name.
    pub fn add(&self, name: &'static str) {
        let mut names = self.0.borrow_mut();
        if !names.contains(&name) {
            names.push(name);
        }
    }

    /// Refuses a field that nobody asked for: a slip of the pen would be
    /// ignored in silence.
    pub fn check(&self, argument: &str, name: &str) -> Result<(), Error> {
        let names = self.0.borrow();
        if names.contains(&name) {
            return Ok(());
        }
        Err(refusal(argument, name, &names))
    }
}

/// The refusal of a field, by the names of those that exist.
#[cold]
pub fn refusal(argument: &str, name: &str, names: &[&str]) -> Error {
    Error::input(fill(
        "{} knows no {}; it may hold {}",
        &[argument, search::first(name, SHOWN), &join(names)],
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_asked_for_is_refused_and_named() {
        let known = Known::default();
        known.add("label");
        known.add("branch");
        known.add("label");
        assert!(known.check("options", "label").is_ok());
        let error = known.check("options", "lable").unwrap_err();
        assert_eq!(
            error.message,
            "options knows no lable; it may hold label, branch"
        );
    }

    #[test]
    fn a_message_never_grows_with_the_name() {
        let error = Known::default()
            .check("options", &"é".repeat(1_000_000))
            .unwrap_err();
        assert!(error.message.len() < 200);
    }
}
