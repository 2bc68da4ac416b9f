//! A branch's open draft, with everything it once was.

use crate::emulator::config::{Config, Section};
use crate::emulator::ids::{Id, Ids};
use crate::emulator::json::{Fields, FromJson, Json, Out, Reader, ToJson, kept};
use crate::emulator::versions::{Check, Draft, Edit};

/// A draft, and its earlier revisions.
#[derive(Debug)]
pub struct OpenDraft {
    pub draft: Draft,
    /// Revision 0 and on, without the latest.
    past: Vec<Past>,
    /// How the last publish ended, if it left the draft here.
    pub ended: Option<Ended>,
}

kept!(OpenDraft {
    "draft": draft,
    "past": past,
    "ended": ended,
});

#[derive(Debug)]
struct Past {
    row_id: Id,
    config: Config,
}

kept!(Past {
    "rowId": row_id,
    "config": config,
});

/// How a publish ended that committed nothing.
#[derive(Debug)]
pub enum Ended {
    /// When the publish had started.
    Cancelled(u64),
    /// Forgotten with the next edit.
    Failed(Check),
}

impl ToJson for Ended {
    fn fields(&self, out: &mut Out) {
        match self {
            Self::Cancelled(at) => out.field("cancelled", at),
            Self::Failed(check) => out.field("failed", check),
        }
    }
}

impl FromJson for Ended {
    fn from_json(json: Json, reader: &mut Reader) -> Self {
        let mut fields = Fields::from_json(json, reader);
        if fields.has("cancelled") {
            Self::Cancelled(reader.take(&mut fields, "cancelled"))
        } else {
            Self::Failed(reader.take(&mut fields, "failed"))
        }
    }
}

impl OpenDraft {
    /// A draft that equals the revision it starts from.
    pub fn new(source: Id, config: Config, ids: &mut Ids, now_ms: u64) -> Self {
        Self {
            draft: Draft {
                draft_id: ids.opaque(),
                row_id: ids.id(),
                name: None,
                source: Some(source),
                number: 0,
                created_at: now_ms,
                updated_at: now_ms,
                edits: Vec::new(),
                config,
            },
            past: Vec::new(),
            ended: None,
        }
    }

    /// Puts an edited config in place of the latest.
    pub fn edit(&mut self, edited: Config, sections: Vec<Section>, ids: &mut Ids, now_ms: u64) {
        let draft = &mut self.draft;
        self.past.push(Past {
            row_id: std::mem::replace(&mut draft.row_id, ids.id()),
            config: std::mem::replace(&mut draft.config, edited),
        });
        draft.updated_at = now_ms;
        draft.edits.push(Edit {
            sections,
            at: now_ms,
        });
        if matches!(self.ended, Some(Ended::Failed(_))) {
            self.ended = None;
        }
    }

    /// The latest revision's number.
    pub fn latest(&self) -> usize {
        self.past.len()
    }

    /// A revision's row id and config.
    pub fn revision(&self, number: usize) -> Option<(Id, &Config)> {
        if number == self.latest() {
            return Some((self.draft.row_id, &self.draft.config));
        }
        self.past
            .get(number)
            .map(|past| (past.row_id, &past.config))
    }

    pub fn configs(&self) -> impl Iterator<Item = &Config> {
        let past = self.past.iter().map(|past| &past.config);
        past.chain([&self.draft.config])
    }

    pub fn configs_mut(&mut self) -> impl Iterator<Item = &mut Config> {
        let past = self.past.iter_mut().map(|past| &mut past.config);
        past.chain([&mut self.draft.config])
    }

    /// Whether every edit's revision is there.
    pub fn is_whole(&self) -> bool {
        self.past.len() == self.draft.edits.len()
    }
}
