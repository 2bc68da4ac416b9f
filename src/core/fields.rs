//! The fields of an object that a caller passed.
//!
//! Everything is read out of one parsed document, so that parsing is compiled
//! once and a message can name the field.

use super::error::Error;
use super::json::{Json, Map, whole};
use super::known::Known;
use super::text::fill;
use alloc::borrow::ToOwned;
use alloc::string::String;

/// A parsed object and the name of the argument that held it.
#[derive(Debug)]
pub struct Fields<'a> {
    argument: &'a str,
    values: &'a Map,
    known: Known,
}

impl<'a> Fields<'a> {
    /// The fields of an argument, or of a part of one.
    pub fn of(argument: &'a str, document: &'a Json) -> Result<Self, Error> {
        match document {
            Json::Object(values) => Ok(Self {
                argument,
                values,
                known: Known::default(),
            }),
            _ => Err(Error::input(fill("{} must be an object", &[argument]))),
        }
    }

    /// Reads all of them, and refuses what is not asked for.
    pub fn whole<T>(&self, read: impl FnOnce(&Self) -> Result<T, Error>) -> Result<T, Error> {
        let read = read(self)?;
        self.refuse_others()?;
        Ok(read)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Whether a field is named, though it be null.
    pub fn names(&self, name: &'static str) -> bool {
        self.known.add(name);
        self.values.contains_key(name)
    }

    /// A field; null counts as missing.
    pub fn get(&self, name: &'static str) -> Option<&Json> {
        self.known.add(name);
        self.values.get(name).filter(|value| !value.is_null())
    }

    /// A string.
    pub fn text(&self, name: &'static str) -> Result<Option<&str>, Error> {
        self.read(name, Json::as_str, "a string")
    }

    /// A string of the caller's own.
    pub fn owned(&self, name: &'static str) -> Result<Option<String>, Error> {
        Ok(self.text(name)?.map(str::to_owned))
    }

    /// A string that must be there.
    pub fn needed(&self, name: &'static str) -> Result<String, Error> {
        self.owned(name)?
            .ok_or_else(|| self.mistyped(name, "a string"))
    }

    /// A whole number.
    pub fn count(&self, name: &'static str) -> Result<Option<u32>, Error> {
        self.read(
            name,
            |value| value.as_u64().and_then(|count| u32::try_from(count).ok()),
            "a whole number, 0 or more",
        )
    }

    /// True or false.
    pub fn flag(&self, name: &'static str) -> Result<Option<bool>, Error> {
        self.read(name, Json::as_bool, "true or false")
    }

    /// Refuses what has not been asked for by now.
    pub fn refuse_others(&self) -> Result<(), Error> {
        self.values
            .iter()
            .try_for_each(|(name, _)| self.known.check(self.argument, name))
    }

    fn read<'b, T>(
        &'b self,
        name: &'static str,
        read: impl FnOnce(&'b Json) -> Option<T>,
        what: &str,
    ) -> Result<Option<T>, Error> {
        match self.get(name) {
            None => Ok(None),
            Some(value) => match read(value) {
                Some(value) => Ok(Some(value)),
                None => Err(self.mistyped(name, what)),
            },
        }
    }

    #[cold]
    fn mistyped(&self, name: &str, what: &str) -> Error {
        Error::input(fill("{}.{} must be {}", &[self.argument, name, what]))
    }
}

/// A number of the caller's that counts something.
pub fn count(name: &str, value: f64) -> Result<u64, Error> {
    whole(value)
        .and_then(|value| u64::try_from(value).ok())
        .ok_or_else(|| Error::input(fill("{} must be a whole number, 0 or more", &[name])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::json;

    fn parse(text: &str) -> Json {
        json::parse(text).unwrap()
    }

    #[test]
    fn only_whole_numbers_count() {
        assert_eq!(count("expectedRevision", 0.0).unwrap(), 0);
        assert_eq!(count("expectedRevision", 7.0).unwrap(), 7);
        for bad in [-1.0, 0.5, 1e300, f64::NAN, f64::INFINITY] {
            let error = count("expectedRevision", bad).unwrap_err();
            assert!(error.message.starts_with("expectedRevision "), "{bad}");
        }
    }

    #[test]
    fn a_mistyped_field_is_named_with_its_argument() {
        let query = parse(r#"{"limit":2.5,"search":7,"archived":"no","skip":-1}"#);
        let fields = Fields::of("query", &query).unwrap();
        for (error, message) in [
            (
                fields.count("limit").unwrap_err(),
                "query.limit must be a whole number, 0 or more",
            ),
            (
                fields.count("skip").unwrap_err(),
                "query.skip must be a whole number, 0 or more",
            ),
            (
                fields.text("search").unwrap_err(),
                "query.search must be a string",
            ),
            (
                fields.flag("archived").unwrap_err(),
                "query.archived must be true or false",
            ),
        ] {
            assert_eq!(error.message, message);
        }
    }

    #[test]
    fn null_and_absent_are_the_same_and_only_objects_have_fields() {
        let query = parse(r#"{"limit":null}"#);
        let fields = Fields::of("query", &query).unwrap();
        assert_eq!(fields.count("limit").unwrap(), None);
        assert_eq!(fields.count("skip").unwrap(), None);
        for not_an_object in ["[]", "1", "null"] {
            let error = Fields::of("query", &parse(not_an_object)).err().unwrap();
            assert_eq!(error.message, "query must be an object");
        }
    }

    #[test]
    fn what_was_not_asked_for_can_be_refused() {
        let query = parse(r#"{"limit":1,"pagesize":2}"#);
        let fields = Fields::of("query", &query).unwrap();
        assert_eq!(fields.count("limit").unwrap(), Some(1));
        let error = fields.refuse_others().unwrap_err();
        assert!(error.message.starts_with("query knows no pagesize"));
        assert_eq!(fields.count("pagesize").unwrap(), Some(2));
        assert!(fields.refuse_others().is_ok());
    }
}
