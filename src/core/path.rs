//! Paths and queries, encoded so that no id can reach another route.

use super::error::Error;
use alloc::string::String;
use alloc::string::ToString;

/// Longer than any id the platform makes; what is longer is not an id.
const MAX_ID_LENGTH: usize = 256;

/// A path below the base URL, built segment by segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    text: String,
    has_query: bool,
}

impl Path {
    /// Starts with a fixed segment.
    pub fn new(segment: &'static str) -> Self {
        let mut path = Self {
            text: String::with_capacity(96),
            has_query: false,
        };
        path.text.push('/');
        path.text.push_str(segment);
        path
    }

    /// `/agent/{agentId}`
    pub fn agent(agent_id: &str) -> Result<Self, Error> {
        Self::new("agent").id("agentId", agent_id)
    }

    /// Adds a fixed segment.
    pub fn then(mut self, segment: &'static str) -> Self {
        self.text.push('/');
        self.text.push_str(segment);
        self
    }

    /// Adds an id that came from the caller, percent-encoded.
    pub fn id(mut self, name: &str, value: &str) -> Result<Self, Error> {
        check_id(name, value)?;
        self.text.push('/');
        encode(&mut self.text, value);
        Ok(self)
    }

    /// Adds a query parameter.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.text.push(if self.has_query { '&' } else { '?' });
        self.has_query = true;
        self.text.push_str(name);
        self.text.push('=');
        encode(&mut self.text, value);
        self
    }

    /// Adds a query parameter when there is a value.
    pub fn query_some<T: ToString>(self, name: &str, value: Option<T>) -> Self {
        match value {
            Some(value) => self.query(name, &value.to_string()),
            None => self,
        }
    }

    /// The path with its query.
    pub fn into_text(self) -> String {
        self.text
    }
}

/// Refuses what can't be an id, with the argument's name in the message.
pub fn check_id(name: &str, value: &str) -> Result<(), Error> {
    let problem = if value.trim().is_empty() {
        "is empty"
    } else if value == "." || value == ".." {
        "is a path step"
    } else if value.len() > MAX_ID_LENGTH {
        "is too long"
    } else if value.chars().any(|c| matches!(c, '/' | '\\' | '?' | '#')) {
        "holds a path or query character"
    } else if value
        .chars()
        .any(|c| c.is_control() || c.is_whitespace() || c == char::REPLACEMENT_CHARACTER)
    {
        "holds white space or a broken character"
    } else {
        return Ok(());
    };
    Err(Error::input(format!(
        "{name} {problem}; pass the id as the platform gave it"
    )))
}

fn encode(out: &mut String, value: &str) {
    const HEX: [char; 16] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F',
    ];
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => {
                out.push('%');
                out.push(HEX[usize::from(byte >> 4)]);
                out.push(HEX[usize::from(byte & 15)]);
            }
        }
    }
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
            let error = Path::agent(bad).unwrap_err();
            assert!(error.message.starts_with("agentId "), "{bad:?}");
        }
    }

    #[test]
    fn encodes_the_rest() {
        let path = Path::agent("a%2e:é")
            .unwrap()
            .then("drafts")
            .query("x", "1&2")
            .query("y", "")
            .into_text();
        assert_eq!(path, "/agent/a%252e%3A%C3%A9/drafts?x=1%262&y=");
    }
}
