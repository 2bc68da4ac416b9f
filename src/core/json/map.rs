//! The fields of an object, in the order they came.

use super::Json;
use alloc::rc::Rc;
use alloc::vec::Vec;

type Field = (Rc<str>, Json);

/// Names and values, each name once. A list: objects are small, and a page
/// downloads less.
#[derive(Debug, Clone, Default)]
pub struct Map(Rc<Vec<Field>>);

impl Map {
    /// Of names that differ.
    pub fn new(fields: Vec<Field>) -> Self {
        Self(Rc::new(fields))
    }

    /// The value of a name.
    pub fn get(&self, name: &str) -> Option<&Json> {
        let field = self.0.iter().find(|(it, _)| **it == *name);
        field.map(|(_, value)| value)
    }

    /// Whether both share what they hold.
    pub fn is(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// Whether there is a value of that name.
    pub fn contains_key(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Sets a value, in its old place if there was one.
    pub fn insert(&mut self, name: &str, value: Json) {
        let mut fields = self.0.to_vec();
        match fields.iter_mut().find(|(it, _)| **it == *name) {
            Some((_, old)) => *old = value,
            None => fields.push((name.into(), value)),
        }
        *self = Self::new(fields);
    }

    /// All of them.
    pub fn iter(&self) -> core::slice::Iter<'_, Field> {
        self.0.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl PartialEq for Map {
    /// Whatever the order.
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self
                .iter()
                .all(|(name, value)| other.get(name) == Some(value))
    }
}

impl<'a> IntoIterator for &'a Map {
    type Item = &'a Field;
    type IntoIter = core::slice::Iter<'a, Field>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
