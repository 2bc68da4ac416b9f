//! Texts with values in them.
//!
//! `format!` would bring a page the whole of the standard library's
//! formatting: more than it downloads for all of these texts.

use super::search;
use alloc::string::String;

/// A template with a value in the place of each `{}`, in their order. Braces
/// have no other use in a template; in a value they are what they are.
pub fn fill(template: &str, values: &[&str]) -> String {
    let mut text = String::new();
    let mut rest = template;
    for value in values {
        debug_assert!(rest.contains('{'), "{template} has no place for {value}");
        let (before, after) = search::split(rest, |c| c == '{').unwrap_or((rest, ""));
        text.push_str(before);
        text.push_str(value);
        rest = after.strip_prefix('}').unwrap_or(after);
    }
    debug_assert!(!rest.contains('{'), "{template} wants more values");
    text.push_str(rest);
    text
}

/// Names, one after the other.
pub fn join(names: &[&str]) -> String {
    let mut text = String::new();
    let mut between = "";
    for name in names {
        text.push_str(between);
        text.push_str(name);
        between = ", ";
    }
    text
}

/// A whole number in decimal digits.
pub fn decimal(number: u64) -> String {
    let mut digits = match number / 10 {
        0 => String::new(),
        rest => decimal(rest),
    };
    digits.push(char::from(b'0' + (number % 10) as u8));
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_is_in_its_place() {
        assert_eq!(fill("{} of {}", &["{}", ""]), "{} of ");
        assert_eq!(fill("plain", &[]), "plain");
    }

    #[test]
    fn names_are_joined() {
        assert_eq!(join(&["a", "b", "c"]), "a, b, c");
        assert_eq!(join(&[]), "");
    }

    #[test]
    fn a_number_is_in_decimal_digits() {
        for number in [0, 7, 10, 1_090, u64::MAX] {
            assert_eq!(decimal(number), number.to_string());
        }
    }
}
