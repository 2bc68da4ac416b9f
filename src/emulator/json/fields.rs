//! An object's fields.

use super::Json;
use std::rc::Rc;

/// The fields of an object, sorted by their names.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fields(Vec<(Rc<str>, Json)>);

/// So many fields are sorted one by one.
const FEW: usize = 32;

impl Fields {
    /// Of two fields of the same name the later one counts. A few are put in their
    /// places, more are merged by halves: the standard library's sort is many
    /// times as large.
    pub fn from_pairs(mut pairs: Vec<(Rc<str>, Json)>) -> Self {
        if pairs.len() > FEW {
            let later = Self::from_pairs(pairs.split_off(pairs.len() / 2));
            return Self::from_pairs(pairs).with(later);
        }
        let mut fields = Self(Vec::with_capacity(pairs.len()));
        for (name, value) in pairs {
            match fields.find(&name) {
                Ok(index) => fields.0[index].1 = value,
                Err(index) => fields.0.insert(index, (name, value)),
            }
        }
        fields
    }

    fn with(self, later: Self) -> Self {
        let mut merged = Vec::with_capacity(self.0.len() + later.0.len());
        let mut later = later.0.into_iter().peekable();
        for field in self.0 {
            while let Some(before) = later.next_if(|it| it.0 < field.0) {
                merged.push(before);
            }
            if later.peek().is_none_or(|it| it.0 != field.0) {
                merged.push(field);
            }
        }
        merged.extend(later);
        Self(merged)
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
    use crate::emulator::json::Number;

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
    fn many_are_sorted_as_few_are() {
        for count in [FEW, FEW + 1, 1_000] {
            // A name comes twice or more often, in no order.
            let pairs = (0..count).map(|index| (index * 7_919 % (count / 2), index));
            let text: Vec<_> = pairs
                .clone()
                .map(|(it, at)| format!("\"{it}\": {at}"))
                .collect();
            let last: std::collections::BTreeMap<_, _> = pairs
                .map(|(name, index)| (name.to_string(), index))
                .collect();
            let all = fields(&format!("{{{}}}", text.join(",")));
            let all = all
                .iter()
                .map(|(name, value)| (name.to_string(), value.clone()));
            let last = last
                .into_iter()
                .map(|(name, index)| (name, Json::Number(Number::Whole(index as u64))));
            assert!(all.eq(last), "{count}");
        }
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
