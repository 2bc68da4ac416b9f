//! An agent's published configs and their drafts, and which config serves.
//!
//! A revision of the branches generation is a version with a commit.

use super::check::Check;
use crate::emulator::branches::Commit;
use crate::emulator::config::{Config, Section};
use crate::emulator::ids::Id;
use crate::emulator::kept::Kept;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A published config. It never changes; its label and pin do.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<Commit>,
    /// Its row in a list, as long as time does not change it.
    #[serde(skip)]
    pub listed: Kept,
}

/// A config that is being edited.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
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

/// One edit of a draft.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Edit {
    pub sections: Vec<Section>,
    pub at: u64,
}

/// When a version began to serve.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Activation {
    version: Id,
    at: u64,
}

/// An agent's versions, drafts, and which version serves.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct History {
    pub drafts: BTreeMap<String, Draft>,
    pub drafts_made: u32,
    /// Oldest first.
    versions: Vec<Version>,
    #[serde(skip)]
    by_id: BTreeMap<Id, usize>,
    /// Oldest first; those that no read can see any more are dropped.
    activations: Vec<Activation>,
}

impl History {
    /// A fresh agent's: one version, which serves at once.
    pub fn new(first: Version) -> Self {
        let activation = Activation {
            version: first.id,
            at: first.created_at,
        };
        Self {
            drafts: BTreeMap::new(),
            drafts_made: 0,
            by_id: BTreeMap::from([(first.id, 0)]),
            // Exactly one: most of many agents never get another.
            versions: vec![first],
            activations: vec![activation],
        }
    }

    pub fn add(&mut self, version: Version) {
        self.by_id.insert(version.id, self.versions.len());
        self.versions.push(version);
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
        let drafts = self.drafts.values_mut().map(|draft| &mut draft.config);
        versions.chain(drafts)
    }

    /// Every config in it.
    pub fn configs(&self) -> impl Iterator<Item = &Config> {
        let versions = self.versions.iter().map(|version| &version.config);
        let drafts = self.drafts.values().map(|draft| &draft.config);
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
        match self.drafts.iter().find(|(id, it)| **id != it.draft_id) {
            Some((id, _)) => Err(format!("draft {id} is under another id")),
            None => Ok(()),
        }
    }
}
