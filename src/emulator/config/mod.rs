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
pub mod tool;

use super::ids::{Id, Ids};
use super::json::{Fields, FromJson, Json, Out, Reader, ToJson, Word, words};
use super::kept::KeptFields;
use defaults::Defaults;
use fields::Patch;
use std::rc::Rc;

/// How many sections a config has.
pub const SECTIONS: usize = 13;

/// A part of a config that has its own block id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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

words!(Section {
    WorkflowPrompt: "workflow_prompt",
    WorkflowTools: "workflow_tools",
    WorkflowGraph: "workflow_graph",
    Llm: "llm",
    Voice: "voice",
    Language: "language",
    CallHandling: "call_handling",
    Detection: "detection",
    Analytics: "analytics",
    Timeouts: "timeouts",
    Audio: "audio",
    Privacy: "privacy",
    Widget: "widget",
});

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

    pub fn name(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

impl ToJson for Section {
    fn write(&self, out: &mut Out) {
        out.text(self.name());
    }
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
    pub fn field(&self, section: Section, name: &str) -> Option<&Json> {
        self.section(section).get(name)
    }

    /// One field of a section as text, or `""`.
    pub fn text(&self, section: Section, name: &str) -> &str {
        self.field(section, name)
            .and_then(Json::as_str)
            .unwrap_or_default()
    }

    /// Applies a patch and returns the sections it touched. Objects merge
    /// deeply, everything else is replaced (*assumed*).
    pub fn edit(&mut self, patch: Patch, ids: &mut Ids) -> Vec<Section> {
        let mut is_touched = [false; SECTIONS];
        for (section, name, value) in patch {
            let block = &mut self.blocks[section as usize];
            let fields = Rc::make_mut(&mut block.fields).edit();
            merge(fields.at(name), value);
            is_touched[section as usize] = true;
        }
        let mut touched = Vec::new();
        for section in Section::ALL {
            if is_touched[section as usize] {
                self.blocks[section as usize].id = ids.id();
                touched.push(section);
            }
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
    pub fn values(&self) -> impl Iterator<Item = &Json> {
        let fields = self.blocks.iter().flat_map(|block| block.fields.iter());
        fields.map(|(_, value)| value)
    }

    /// Puts back the fields of a config that was read from its block ids.
    /// Blocks that aren't listed hold the platform's defaults.
    pub fn fill<'a>(
        &mut self,
        listed: impl Fn(Id) -> Option<&'a Rc<KeptFields>>,
        defaults: &Defaults,
    ) {
        for (section, block) in Section::ALL.into_iter().zip(&mut self.blocks) {
            let fields = listed(block.id);
            block.fields = Rc::clone(fields.unwrap_or(defaults.section(section)));
        }
    }
}

fn merge(old: &mut Json, new: Json) {
    match (old, new) {
        (Json::Object(old), Json::Object(new)) => {
            for (name, value) in new.into_pairs() {
                merge(old.at(&name), value);
            }
        }
        (old, new) => *old = new,
    }
}

impl ToJson for Config {
    fn fields(&self, out: &mut Out) {
        for (section, id, _) in self.blocks() {
            out.field(section.name(), &id);
        }
    }
}

/// Only the block ids: [`Config::fill`] does the rest.
impl FromJson for Config {
    fn from_json(json: Json, reader: &mut Reader) -> Self {
        let mut ids = Fields::from_json(json, reader);
        Self {
            blocks: Section::ALL.map(|section| {
                let id = ids.remove(section.name());
                if id.is_none() {
                    reader.refuse("a config lacks a section");
                }
                Block {
                    id: Id::from_json(id.unwrap_or_default(), reader),
                    fields: Rc::default(),
                }
            }),
        }
    }
}
