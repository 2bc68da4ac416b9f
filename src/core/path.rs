//! Paths and queries, encoded so that no id can reach another route.

use super::error::Error;
use super::search;
use super::text::{decimal, fill};
use alloc::string::String;

/// Longer than any id the platform makes; what is longer is not an id.
const MAX_ID_LENGTH: usize = 256;

/// A path below the base URL, with its query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path(String);

impl Path {
    /// One that holds no id. `agent` is `/agent`.
    pub fn new(fixed: &'static str) -> Self {
        let mut text = String::with_capacity(96);
        text.push('/');
        text.push_str(fixed);
        Self(text)
    }

    /// `agent/{agentId}` with ids in the places of their names, in their
    /// order. They came from the caller: each is checked and percent-encoded.
    pub fn of(template: &'static str, ids: &[&str]) -> Result<Self, Error> {
        let mut path = Self::new("");
        let mut rest = template;
        for id in ids {
            let (before, after) = search::split(rest, |c| c == '{').unwrap_or((rest, ""));
            let (name, after) = search::split(after, |c| c == '}').unwrap_or((after, ""));
            check_id(name, id)?;
            path.0.push_str(before);
            path.encode(id);
            rest = after;
        }
        debug_assert!(!rest.contains('{'), "{template} wants more ids");
        path.0.push_str(rest);
        Ok(path)
    }

    /// Adds a query parameter.
    pub fn query(&mut self, name: &str, value: &str) {
        // No id holds one: it would have been refused.
        let has_query = search::has(self.0.as_bytes(), b'?');
        self.0.push(if has_query { '&' } else { '?' });
        self.0.push_str(name);
        self.0.push('=');
        self.encode(value);
    }

    /// Adds a text to the query when there is one.
    pub fn query_some(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.query(name, value);
        }
    }

    /// Adds a number to the query when there is one.
    pub fn query_count(&mut self, name: &str, value: Option<u32>) {
        if let Some(value) = value {
            self.query(name, &decimal(value.into()));
        }
    }

    /// Adds true or false to the query when it is said.
    pub fn query_flag(&mut self, name: &str, value: Option<bool>) {
        if let Some(value) = value {
            self.query(name, if value { "true" } else { "false" });
        }
    }

    /// The path with its query.
    pub fn into_text(self) -> String {
        self.0
    }

    fn encode(&mut self, value: &str) {
        const HEX: &[u8; 16] = b"0123456789ABCDEF";
        for byte in value.bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                    self.0.push(char::from(byte));
                }
                _ => {
                    self.0.push('%');
                    self.0.push(char::from(HEX[usize::from(byte >> 4)]));
                    self.0.push(char::from(HEX[usize::from(byte & 15)]));
                }
            }
        }
    }
}

/// Refuses what can't be an id, with the argument's name in the message.
pub fn check_id(name: &str, value: &str) -> Result<(), Error> {
    let (mut is_blank, mut splits, mut breaks) = (true, false, false);
    for c in value.chars() {
        let is_space = c.is_whitespace();
        is_blank &= is_space;
        splits |= matches!(c, '/' | '\\' | '?' | '#');
        breaks |= is_space || c.is_control() || c == char::REPLACEMENT_CHARACTER;
    }
    let problem = if is_blank {
        "is empty"
    } else if value == "." || value == ".." {
        "is a path step"
    } else if value.len() > MAX_ID_LENGTH {
        "is too long"
    } else if splits {
        "holds a path or query character"
    } else if breaks {
        "holds white space or a broken character"
    } else {
        return Ok(());
    };
    Err(Error::input(fill(
        "{} {}; pass the id as the platform gave it",
        &[name, problem],
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_could_reach_another_route() {
        for bad in [
            "",
            "  ",
            ".",
            "..",
            "../versions",
            "a/b",
            "a\\b",
            "a?b",
            "a#b",
            "a b",
            "a\nb",
            "a\u{fffd}",
            &"a".repeat(257),
        ] {
            let error = Path::of("agent/{agentId}", &[bad]).unwrap_err();
            assert!(error.message.starts_with("agentId "), "{bad:?}");
        }
    }

    #[test]
    fn encodes_the_rest() {
        let mut path = Path::of("agent/{agentId}/drafts", &["a%2e:é"]).unwrap();
        path.query("x", "1&2");
        path.query_some("left", None);
        path.query_some("y", Some(""));
        path.query_count("z", Some(10));
        path.query_flag("on", Some(false));
        assert_eq!(
            path.into_text(),
            "/agent/a%252e%3A%C3%A9/drafts?x=1%262&y=&z=10&on=false"
        );
    }

    #[test]
    fn each_id_is_in_its_place_and_named_when_refused() {
        let template = "agent/{agentId}/drafts/{draftId}";
        let path = Path::of(template, &["a", "{agentId}"]).unwrap();
        assert_eq!(path.into_text(), "/agent/a/drafts/%7BagentId%7D");
        for (ids, named) in [(["", ".."], "agentId "), (["a", ".."], "draftId ")] {
            let error = Path::of(template, &ids).unwrap_err();
            assert!(error.message.starts_with(named), "{}", error.message);
        }
    }
}
