//! A config: thirteen sections, each with a block id.
//!
//! Sections hold their fields under the names that `_resolvedConfig` shows
//! (*assumed*), with the platform's defaults written out. Configs share what
//! they have in common: an edit copies the sections that it touches.

pub mod defaults;
pub mod diff;
pub mod fields;
pub mod resolved;
pub mod rules;

use super::ids::{Id, Ids};
use super::kept::KeptFields;
use defaults::Defaults;
use fields::Patch;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The fields of a section.
pub type Fields = Map<String, Value>;

/// How many sections a config has.
pub const SECTIONS: usize = 13;

/// A part of a config that has its own block id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    WorkflowPrompt,
    WorkflowTools,
    WorkflowGraph,
    Llm,
    Voice,
    Language,
    CallHandling,
    Detection,
    Analytics,
    Timeouts,
    Audio,
    Privacy,
    Widget,
}

impl Section {
    /// All of them, in the order of [`Config`]'s blocks.
    pub const ALL: [Self; SECTIONS] = [
        Self::WorkflowPrompt,
        Self::WorkflowTools,
        Self::WorkflowGraph,
        Self::Llm,
        Self::Voice,
        Self::Language,
        Self::CallHandling,
        Self::Detection,
        Self::Analytics,
        Self::Timeouts,
        Self::Audio,
        Self::Privacy,
        Self::Widget,
    ];
}

/// One section's fields, under an id that an edit renews.
#[derive(Debug, Clone)]
struct Block {
    id: Id,
    fields: Rc<KeptFields>,
}

/// A whole config. On the wire and in snapshots: each section's block id.
#[derive(Debug, Clone)]
pub struct Config {
    blocks: [Block; SECTIONS],
}

impl Config {
    /// The platform's defaults, under block ids of their own.
    pub fn new(defaults: &Defaults, ids: &mut Ids) -> Self {
        Self {
            blocks: Section::ALL.map(|section| Block {
                id: ids.id(),
                fields: Rc::clone(defaults.section(section)),
            }),
        }
    }

    /// A section's fields.
    pub fn section(&self, section: Section) -> &Rc<KeptFields> {
        &self.blocks[section as usize].fields
    }

    /// One field of a section.
    pub fn field(&self, section: Section, name: &str) -> Option<&Value> {
        self.section(section).get(name)
    }

    /// One field of a section as text, or `""`.
    pub fn text(&self, section: Section, name: &str) -> &str {
        self.field(section, name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// Applies a patch and returns the sections it touched. Objects merge
    /// deeply, everything else is replaced (*assumed*).
    pub fn edit(&mut self, patch: Patch, ids: &mut Ids) -> Vec<Section> {
        let mut touched = Vec::new();
        for (section, name, value) in patch {
            let block = &mut self.blocks[section as usize];
            let fields = Rc::make_mut(&mut block.fields).edit();
            merge(fields.entry(name).or_insert(Value::Null), value);
            touched.push(section);
        }
        touched.sort_unstable();
        touched.dedup();
        for section in &touched {
            self.blocks[*section as usize].id = ids.id();
        }
        touched
    }

    /// Every block by its id.
    pub fn blocks(&self) -> impl Iterator<Item = (Section, Id, &Rc<KeptFields>)> {
        Section::ALL
            .into_iter()
            .zip(&self.blocks)
            .map(|(section, block)| (section, block.id, &block.fields))
    }

    /// The values of all fields.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        self.blocks.iter().flat_map(|block| block.fields.values())
    }

    /// All fields, without their sections.
    pub fn to_flat(&self) -> Fields {
        let fields = self.blocks.iter().flat_map(|block| block.fields.iter());
        fields
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }

    /// Puts back the fields of a config that was read from its block ids.
    /// Blocks that aren't listed hold the platform's defaults.
    pub fn fill(&mut self, listed: &BTreeMap<Id, Rc<KeptFields>>, defaults: &Defaults) {
        for (section, block) in Section::ALL.into_iter().zip(&mut self.blocks) {
            let fields = listed.get(&block.id);
            block.fields = Rc::clone(fields.unwrap_or(defaults.section(section)));
        }
    }
}

fn merge(old: &mut Value, new: Value) {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            for (name, value) in new {
                merge(old.entry(name).or_insert(Value::Null), value);
            }
        }
        (old, new) => *old = new,
    }
}

impl Serialize for Config {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.blocks().map(|(section, id, _)| (section, id)))
    }
}

impl<'de> Deserialize<'de> for Config {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let ids = BTreeMap::<Section, Id>::deserialize(deserializer)?;
        let blocks: Vec<_> = ids
            .into_values()
            .map(|id| Block {
                id,
                fields: Rc::default(),
            })
            .collect();
        let blocks = blocks
            .try_into()
            .map_err(|_| de::Error::custom("a config lacks a section"))?;
        Ok(Self { blocks })
    }
}
