//! An object's fields.

use super::Json;
use std::rc::Rc;

/// The fields of an object, sorted by their names.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fields(Vec<(Rc<str>, Json)>);

impl Fields {
    /// Of two fields of the same name the later one counts.
    pub fn from_pairs(mut pairs: Vec<(Rc<str>, Json)>) -> Self {
        pairs.sort_by(|(a, _), (b, _)| a.cmp(b));
        pairs.dedup_by(|later, earlier| {
            let same = later.0 == earlier.0;
            if same {
                std::mem::swap(later, earlier);
            }
            same
        });
        Self(pairs)
    }

    fn find(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(given, _)| (**given).cmp(name))
    }

    pub fn get(&self, name: &str) -> Option<&Json> {
        let (_, value) = self.0.get(self.find(name).ok()?)?;
        Some(value)
    }

    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_ok()
    }

    /// A field's place; what was not there is null.
    pub fn at(&mut self, name: &str) -> &mut Json {
        let index = self.find(name).unwrap_or_else(|index| {
            self.0.insert(index, (name.into(), Json::Null));
            index
        });
        &mut self.0[index].1
    }

    pub fn remove(&mut self, name: &str) -> Option<Json> {
        let index = self.find(name).ok()?;
        Some(self.0.remove(index).1)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&Rc<str>, &Json)> {
        self.0.iter().map(|(name, value)| (name, value))
    }

    pub fn into_pairs(self) -> Vec<(Rc<str>, Json)> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> Fields {
        match Json::parse(text.as_bytes()) {
            Ok(Json::Object(fields)) => fields,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_last_of_a_name_counts() {
        let twice = fields(r#"{"b": 1, "a": 2, "b": 3, "b": 4, "a": 5}"#);
        assert_eq!(twice, fields(r#"{"a": 5, "b": 4}"#));
    }

    #[test]
    fn fields_come_and_go_by_name() {
        let mut some = fields(r#"{"c": 1, "a": null}"#);
        *some.at("b") = Json::Flag(true);
        *some.at("a") = Json::Flag(false);
        assert_eq!(some, fields(r#"{"a": false, "b": true, "c": 1}"#));
        assert_eq!(some.remove("b"), Some(Json::Flag(true)));
        assert_eq!(some.remove("b"), None);
        assert!(some.has("a") && !some.has("b") && some.get("c").is_some());
    }
}
