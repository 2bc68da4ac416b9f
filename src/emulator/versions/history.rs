//! An agent's published configs and their drafts, and which config serves.
//!
//! A revision of the branches generation is a version with a commit.

use super::check::Check;
use crate::emulator::branches::Commit;
use crate::emulator::config::{Config, Section};
use crate::emulator::ids::Id;
use crate::emulator::json::{Fields, FromJson, Json, Out, Reader, ToJson, kept, object};
use crate::emulator::kept::Kept;
use std::collections::BTreeMap;

/// A published config. It never changes; its label and pin do.
#[derive(Debug)]
pub struct Version {
    pub id: Id,
    /// From 1; a revision that was never a version has none.
    pub number: Option<u32>,
    pub label: Option<String>,
    pub description: Option<String>,
    pub is_pinned: bool,
    /// The version that its draft was forked from, or the revision before it.
    pub parent: Option<Id>,
    pub created_at: u64,
    pub updated_at: u64,
    pub activated_at: Option<u64>,
    /// The version that an agent is created with has none.
    pub check: Option<Check>,
    pub config: Config,
    /// Its place on a branch; none in the versions generation.
    pub commit: Option<Commit>,
    /// Its row in a list, as long as time does not change it.
    pub listed: Kept,
}

kept!(Version {
    "id": id,
    "number": number,
    "label": label,
    "description": description,
    "isPinned": is_pinned,
    "parent": parent,
    "createdAt": created_at,
    "updatedAt": updated_at,
    "activatedAt": activated_at,
    "check": check,
    "config": config,
} optional {
    "commit": commit,
} anew {
    listed,
});

/// A config that is being edited.
#[derive(Debug)]
pub struct Draft {
    /// Opaque; what the API calls the draft by.
    pub draft_id: String,
    /// The row of its latest revision; every edit makes a new one (*assumed*).
    pub row_id: Id,
    pub name: Option<String>,
    pub source: Option<Id>,
    /// In the order of creation, within the agent.
    pub number: u32,
    pub created_at: u64,
    pub updated_at: u64,
    pub edits: Vec<Edit>,
    pub config: Config,
}

kept!(Draft {
    "draftId": draft_id,
    "rowId": row_id,
    "name": name,
    "source": source,
    "number": number,
    "createdAt": created_at,
    "updatedAt": updated_at,
    "edits": edits,
    "config": config,
});

/// One edit of a draft.
#[derive(Debug)]
pub struct Edit {
    pub sections: Vec<Section>,
    pub at: u64,
}

kept!(Edit {
    "sections": sections,
    "at": at,
});

/// When a version began to serve.
#[derive(Debug, Clone, Copy)]
struct Activation {
    version: Id,
    at: u64,
}

kept!(Activation {
    "version": version,
    "at": at,
});

/// An agent's versions, drafts, and which version serves.
#[derive(Debug)]
pub struct History {
    /// In the order of their creation.
    drafts: Vec<Draft>,
    pub drafts_made: u32,
    /// Oldest first.
    versions: Vec<Version>,
    by_id: BTreeMap<Id, usize>,
    /// Oldest first; those that no read can see any more are dropped.
    activations: Vec<Activation>,
}

impl ToJson for History {
    fn fields(&self, out: &mut Out) {
        let drafts = object(|out| {
            for draft in &self.drafts {
                out.entry(&draft.draft_id, draft);
            }
        });
        out.field("drafts", &drafts);
        out.field("draftsMade", &self.drafts_made);
        out.field("versions", &self.versions);
        out.field("activations", &self.activations);
    }
}

/// Without the lookups: [`History::index`] makes them.
impl FromJson for History {
    fn from_json(json: Json, reader: &mut Reader) -> Self {
        let mut fields = Fields::from_json(json, reader);
        let by_id: Fields = reader.take(&mut fields, "drafts");
        let mut drafts: Vec<Draft> = Vec::new();
        for (id, draft) in by_id.into_pairs() {
            let draft = Draft::from_json(draft, reader);
            if draft.draft_id != *id {
                reader.refuse(&format!("draft {id} is under another id"));
            }
            let at = drafts.partition_point(|it| it.number <= draft.number);
            drafts.insert(at, draft);
        }
        Self {
            drafts,
            drafts_made: reader.take(&mut fields, "draftsMade"),
            versions: reader.take(&mut fields, "versions"),
            by_id: BTreeMap::new(),
            activations: reader.take(&mut fields, "activations"),
        }
    }
}

impl History {
    /// A fresh agent's: one version, which serves at once.
    pub fn new(first: Version) -> Self {
        let activation = Activation {
            version: first.id,
            at: first.created_at,
        };
        let mut by_id = BTreeMap::new();
        by_id.insert(first.id, 0);
        Self {
            drafts: Vec::new(),
            drafts_made: 0,
            by_id,
            // Exactly one: most of many agents never get another.
            versions: vec![first],
            activations: vec![activation],
        }
    }

    pub fn add(&mut self, version: Version) {
        self.by_id.insert(version.id, self.versions.len());
        self.versions.push(version);
    }

    /// In the order of their creation.
    pub fn drafts(&self) -> &[Draft] {
        &self.drafts
    }

    pub fn draft(&self, id: &str) -> Option<&Draft> {
        self.drafts.iter().find(|draft| draft.draft_id == id)
    }

    pub fn draft_mut(&mut self, id: &str) -> Option<&mut Draft> {
        self.drafts.iter_mut().find(|draft| draft.draft_id == id)
    }

    pub fn add_draft(&mut self, draft: Draft) {
        self.drafts_made = self.drafts_made.saturating_add(1);
        self.drafts.push(draft);
    }

    pub fn take_draft(&mut self, id: &str) -> Option<Draft> {
        let index = self.drafts.iter().position(|it| it.draft_id == id)?;
        Some(self.drafts.remove(index))
    }

    /// Oldest first.
    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    pub fn version(&self, id: Id) -> Option<&Version> {
        self.versions.get(*self.by_id.get(&id)?)
    }

    pub fn version_mut(&mut self, id: Id) -> Option<&mut Version> {
        let version = self.versions.get_mut(*self.by_id.get(&id)?)?;
        version.listed.forget();
        Some(version)
    }

    /// Gives the memory of what is kept for lists back.
    pub fn forget_listed(&mut self) {
        for version in &mut self.versions {
            version.listed.forget();
        }
    }

    /// Every version, to give it a place on a branch.
    pub fn versions_mut(&mut self) -> &mut [Version] {
        self.forget_listed();
        &mut self.versions
    }

    pub fn next_number(&self) -> u32 {
        let last = self.versions.last().and_then(|version| version.number);
        last.map_or(1, |number| number.saturating_add(1))
    }

    /// The version that serves.
    pub fn active(&self) -> Option<&Version> {
        self.version(self.activations.last()?.version)
    }

    /// The version that reads show as serving: they may lag.
    pub fn seen_active(&self, now_ms: u64, lag_ms: u64) -> Option<&Version> {
        let seen = self
            .activations
            .iter()
            .rev()
            .find(|activation| activation.at.saturating_add(lag_ms) <= now_ms)
            .or(self.activations.first())?;
        self.version(seen.version)
    }

    /// Makes a version the one that serves.
    pub fn activate(&mut self, id: Id, now_ms: u64, lag_ms: u64) {
        let seen = self
            .activations
            .iter()
            .rposition(|activation| activation.at.saturating_add(lag_ms) <= now_ms);
        self.activations.drain(..seen.unwrap_or(0));
        self.activations.push(Activation {
            version: id,
            at: now_ms,
        });
    }

    /// Every config in it.
    pub fn configs_mut(&mut self) -> impl Iterator<Item = &mut Config> {
        let versions = self.versions.iter_mut().map(|version| &mut version.config);
        let drafts = self.drafts.iter_mut().map(|draft| &mut draft.config);
        versions.chain(drafts)
    }

    /// Every config in it.
    pub fn configs(&self) -> impl Iterator<Item = &Config> {
        let versions = self.versions.iter().map(|version| &version.config);
        let drafts = self.drafts.iter().map(|draft| &draft.config);
        versions.chain(drafts)
    }

    /// Makes the lookups of a history that was read, or says what is wrong with it.
    pub fn index(&mut self) -> Result<(), String> {
        for (index, version) in self.versions.iter().enumerate() {
            if self.by_id.insert(version.id, index).is_some() {
                return Err(format!("version {} is there twice", version.id));
            }
        }
        for activation in &self.activations {
            if !self.by_id.contains_key(&activation.version) {
                return Err(format!(
                    "version {} served but is missing",
                    activation.version
                ));
            }
        }
        Ok(())
    }
}
