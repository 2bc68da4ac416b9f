//! The platform's defaults: those of the contract. A field that has none
//! there is absent until it is set. *Assumed*: the empty texts and lists, and
//! which language is supported.

use super::{SECTIONS, Section};
use crate::emulator::json::{Fields, Json};
use crate::emulator::kept::KeptFields;
use std::rc::Rc;

/// Every section as a fresh agent has it.
const TEXT: &[u8] = include_bytes!("defaults.json");

/// Each section as a fresh agent has it.
#[derive(Debug)]
pub struct Defaults([Rc<KeptFields>; SECTIONS]);

impl Default for Defaults {
    fn default() -> Self {
        let mut sections = match Json::parse(TEXT) {
            Ok(Json::Object(sections)) => sections,
            _ => Fields::default(),
        };
        Self(
            Section::ALL.map(|section| match sections.remove(section.name()) {
                Some(Json::Object(fields)) => Rc::new(KeptFields::new(fields)),
                _ => Rc::default(),
            }),
        )
    }
}

impl Defaults {
    pub fn section(&self, section: Section) -> &Rc<KeptFields> {
        &self.0[section as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_is_there() {
        let Ok(Json::Object(read)) = Json::parse(TEXT) else {
            panic!("{TEXT:?}");
        };
        for section in Section::ALL {
            assert!(read.has(section.name()), "{section:?}");
        }
        assert_eq!(read.into_pairs().len(), SECTIONS);
    }
}
