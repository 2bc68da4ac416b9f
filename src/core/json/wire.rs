//! Documents as bytes, on their way between the core and a driver that knows
//! no value of Rust's.
//!
//! A value is a tag and what it holds: 8 bytes of a number, the length and the
//! UTF-8 of a text, the count and the items of a list, the count and the names
//! and values of an object. Numbers are little-endian, lengths and counts
//! have 4 bytes. A value that no document can hold is said to be one, so that
//! it is refused by whoever reads the argument.

use super::{Json, MAX_DEPTH, Map};
use crate::core::error::Error;
use crate::core::text::fill;
use alloc::rc::Rc;
use alloc::vec::Vec;

/// What a value begins with.
mod tag {
    pub const NULL: u8 = 0;
    pub const FALSE: u8 = 1;
    pub const TRUE: u8 = 2;
    pub const NUMBER: u8 = 3;
    pub const TEXT: u8 = 4;
    pub const LIST: u8 = 5;
    pub const OBJECT: u8 = 6;
    /// A text with half a character, which stands there replaced.
    pub const BROKEN_TEXT: u8 = 7;
    /// Cannot be written as JSON; the text says why.
    pub const UNWRITABLE: u8 = 8;
}

/// Reads values, one after the other.
#[derive(Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    /// A text of the last value had half a character.
    is_broken: bool,
    /// The last value is nested too deeply.
    is_deep: bool,
    /// Why the last value cannot be written.
    unwritable: Option<&'a str>,
}

impl<'a> Reader<'a> {
    /// Of the bytes that a driver wrote.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes,
            is_broken: false,
            is_deep: false,
            unwritable: None,
        }
    }

    /// The next value, as well as it can be read; null behind the last one.
    pub fn read(&mut self) -> Json {
        self.is_broken = false;
        self.is_deep = false;
        self.unwritable = None;
        self.value(MAX_DEPTH).unwrap_or_default()
    }

    /// The next value; `None` behind the last one, and where it is nested too
    /// deeply.
    pub fn document(&mut self) -> Option<Json> {
        self.value(MAX_DEPTH)
    }

    /// The next value as an argument of that name, or what is wrong with it.
    pub fn argument(&mut self, name: &str) -> Result<Json, Error> {
        let value = self.read();
        let problem = match self.unwritable {
            Some("") => "cannot be written as JSON",
            Some(why) => &fill("cannot be written as JSON: {}", &[why]),
            None if self.is_deep => "is nested too deeply; the most is 127 levels",
            None if self.is_broken => {
                "holds half a character (a lone surrogate); send well-formed text"
            }
            None => return Ok(value),
        };
        Err(Error::input(fill("{} {}", &[name, problem])))
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        Some(taken)
    }

    fn count(&mut self) -> Option<usize> {
        let bytes = self.take(4)?.try_into().ok()?;
        Some(u32::from_le_bytes(bytes) as usize)
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = self.count()?;
        core::str::from_utf8(self.take(length)?).ok()
    }

    fn name(&mut self) -> Option<Rc<str>> {
        match self.value(0)? {
            Json::String(name) => Some(name),
            _ => None,
        }
    }

    fn value(&mut self, levels: usize) -> Option<Json> {
        let tag = *self.take(1)?.first()?;
        Some(match tag {
            tag::FALSE => false.into(),
            tag::TRUE => true.into(),
            tag::NUMBER => {
                let bytes = self.take(8)?.try_into().ok()?;
                Json::Number(f64::from_le_bytes(bytes))
            }
            tag::TEXT => self.text()?.into(),
            tag::BROKEN_TEXT => {
                self.is_broken = true;
                self.text()?.into()
            }
            tag::UNWRITABLE => {
                self.unwritable = self.text();
                Json::Null
            }
            tag::LIST | tag::OBJECT => {
                let Some(levels) = levels.checked_sub(1) else {
                    self.is_deep = true;
                    return None;
                };
                let count = self.count()?;
                if tag == tag::LIST {
                    let mut items = Vec::new();
                    for _ in 0..count {
                        items.push(self.value(levels)?);
                    }
                    Json::Array(Rc::new(items))
                } else {
                    let mut fields = Vec::new();
                    for _ in 0..count {
                        fields.push((self.name()?, self.value(levels)?));
                    }
                    Json::Object(Map::new(fields))
                }
            }
            _ => Json::Null,
        })
    }
}

/// Appends a value. By slices alone, since a byte pushed brings a page more.
pub fn write(bytes: &mut Vec<u8>, value: &Json) {
    match value {
        Json::Null => bytes.extend_from_slice(&[tag::NULL]),
        Json::Bool(is) => bytes.extend_from_slice(&[if *is { tag::TRUE } else { tag::FALSE }]),
        Json::Number(number) => {
            bytes.extend_from_slice(&[tag::NUMBER]);
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        Json::String(text) => write_text(bytes, text),
        Json::Array(items) => {
            write_count(bytes, tag::LIST, items.len());
            for item in items.iter() {
                write(bytes, item);
            }
        }
        Json::Object(fields) => {
            write_count(bytes, tag::OBJECT, fields.len());
            for (name, value) in fields {
                write_text(bytes, name);
                write(bytes, value);
            }
        }
    }
}

fn write_text(bytes: &mut Vec<u8>, text: &str) {
    write_count(bytes, tag::TEXT, text.len());
    bytes.extend_from_slice(text.as_bytes());
}

fn write_count(bytes: &mut Vec<u8>, tag: u8, count: usize) {
    bytes.extend_from_slice(&[tag]);
    bytes.extend_from_slice(&(count as u32).to_le_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::json::json;

    fn bytes(value: &Json) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(&mut bytes, value);
        bytes
    }

    fn refusal(bytes: &[u8]) -> String {
        let error = Reader::new(bytes).argument("patch").unwrap_err();
        error.message.clone()
    }

    #[test]
    fn what_is_written_is_read() {
        let value = json!({"a": [1, -0.5, null, true, false, "é😀", ""], "__proto__": {}, "": []});
        assert_eq!(Reader::new(&bytes(&value)).argument("a").unwrap(), value);
        let two = [bytes(&value), bytes(&json!(1))].concat();
        let mut reader = Reader::new(&two);
        assert_eq!(reader.read(), value);
        assert_eq!(reader.read(), json!(1));
        assert_eq!(reader.read(), Json::Null);
    }

    #[test]
    fn what_no_document_can_hold_is_refused_by_the_arguments_name() {
        let mut broken = bytes(&json!({"a": ["x"]}));
        let at = broken.len() - 6;
        broken[at] = tag::BROKEN_TEXT;
        assert!(refusal(&broken).starts_with("patch holds half a character"));
        assert_eq!(Reader::new(&broken).read(), json!({"a": ["x"]}));
        let mut cyclic = bytes(&json!("it is cyclic"));
        cyclic[0] = tag::UNWRITABLE;
        assert_eq!(
            refusal(&cyclic),
            "patch cannot be written as JSON: it is cyclic"
        );
    }

    #[test]
    fn the_deepest_document_that_is_read_has_127_levels() {
        let nested = |levels: usize| {
            let text = "[".repeat(levels) + &"]".repeat(levels);
            crate::core::json::parse(&text).unwrap()
        };
        assert!(Reader::new(&bytes(&nested(127))).argument("patch").is_ok());
        let deeper = bytes(&Json::Array(Rc::new(vec![nested(127)])));
        assert!(refusal(&deeper).contains("127 levels"));
    }

    #[test]
    fn bytes_that_nobody_wrote_are_null() {
        for length in 0..40 {
            let whole = bytes(&json!({"a": [1, "text"], "b": {"c": null}}));
            let cut = whole.get(..length).unwrap_or(&whole);
            let read = Reader::new(cut).read();
            assert!(read == Json::Null || cut.len() == whole.len());
        }
        let endless = [tag::LIST, 255, 255, 255, 255];
        assert_eq!(Reader::new(&endless).read(), Json::Null);
    }
}
