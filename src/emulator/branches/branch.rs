//! An agent's branches, as they are kept.

use super::draft::OpenDraft;
use super::scan::Scan;
use crate::emulator::Options;
use crate::emulator::config::Config;
use crate::emulator::ids::{Id, Ids};
use crate::emulator::json::{FromJson, Json, Out, Reader, ToJson, kept};
use crate::emulator::options::DefaultBranchName;
use crate::emulator::state::Agent;
use crate::emulator::versions::{Draft, History, Version};

/// A version's place on a branch: what makes it a revision.
#[derive(Debug, Clone)]
pub struct Commit {
    pub branch: Id,
    /// Counted on the branch, from 1.
    pub number: u32,
    /// The draft it was published from, and that draft's revision.
    pub source_draft_id: Option<String>,
    pub draft_revision: Option<usize>,
    /// The revision that a restore copied.
    pub restored_from: Option<Id>,
    /// What the draft was opened from: the head may have moved since.
    pub source: Option<Id>,
}

kept!(Commit {
    "branch": branch,
    "number": number,
    "sourceDraftId": source_draft_id,
    "draftRevision": draft_revision,
    "restoredFrom": restored_from,
} optional {
    "source": source,
});

/// Where a branch was forked from.
#[derive(Debug)]
pub struct Source {
    pub branch: Id,
    pub revision: Id,
}

kept!(Source {
    "branch": branch,
    "revision": revision,
});

/// A branch: its head, its draft, and what is on its way to become its head.
#[derive(Debug)]
pub struct Branch {
    pub id: Id,
    pub name: String,
    pub is_default: bool,
    pub is_archived: bool,
    pub source: Option<Source>,
    /// None until the first commit. A migrated branch may have revisions with
    /// higher numbers than its head's.
    pub head: Option<Id>,
    pub draft: Option<OpenDraft>,
    /// The publish or restore in flight.
    pub scan: Option<Scan>,
    /// What a failed scan left, when it leaves a revision.
    pub failed: Option<Version>,
    pub created_at: u64,
    pub updated_at: u64,
    /// Those that are committed, oldest first.
    pub revisions: Vec<Id>,
}

kept!(Branch {
    "id": id,
    "name": name,
    "isDefault": is_default,
    "isArchived": is_archived,
    "source": source,
    "head": head,
    "draft": draft,
    "scan": scan,
    "failed": failed,
    "createdAt": created_at,
    "updatedAt": updated_at,
} anew {
    revisions,
});

impl Branch {
    /// The revision that a new draft starts from.
    pub fn start(&self) -> Option<Id> {
        self.head
            .or(self.source.as_ref().map(|source| source.revision))
    }

    /// Revisions that show though they are not committed, newest first.
    pub fn uncommitted(&self, options: &Options) -> impl Iterator<Item = &Version> {
        let scan = self.scan.as_ref();
        scan.filter(|_| options.list_scanning_revisions)
            .map(|scan| &scan.revision)
            .into_iter()
            .chain(&self.failed)
    }

    /// The number that the next revision gets.
    pub fn next_number(&self, history: &History) -> u32 {
        let last = self.revisions.last().and_then(|id| history.version(*id));
        last.and_then(|revision| revision.commit.as_ref())
            .map_or(1, |commit| commit.number.saturating_add(1))
    }

    fn index(&mut self, history: &History) -> Result<(), String> {
        self.revisions = history
            .versions()
            .iter()
            .filter(|version| version.branch() == Some(self.id))
            .map(|version| version.id)
            .collect();
        if self
            .head
            .is_some_and(|head| !self.revisions.contains(&head))
        {
            return Err("its head is missing".to_owned());
        }
        if self.start().is_none_or(|id| history.version(id).is_none()) {
            return Err("it starts from nothing".to_owned());
        }
        let scan = self.scan.as_ref();
        if scan.is_some_and(|scan| !scan.is_whole(self.id, self.draft.is_some())) {
            return Err("its scan is incomplete".to_owned());
        }
        if self.draft.as_ref().is_some_and(|draft| !draft.is_whole()) {
            return Err("its draft lacks a revision".to_owned());
        }
        Ok(())
    }
}

/// An agent's branches in the order of their creation, the default one first.
/// None in the versions generation.
#[derive(Debug, Default)]
pub struct Branches(Vec<Branch>);

impl ToJson for Branches {
    fn write(&self, out: &mut Out) {
        self.0.write(out);
    }
}

impl FromJson for Branches {
    fn from_json(json: Json, reader: &mut Reader) -> Self {
        Self(Vec::from_json(json, reader))
    }
}

impl Branches {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Branch> {
        self.0.iter()
    }

    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Branch> {
        self.0.iter_mut()
    }

    pub fn get(&self, id: Id) -> Option<&Branch> {
        self.0.iter().find(|branch| branch.id == id)
    }

    pub fn get_mut(&mut self, id: Id) -> Option<&mut Branch> {
        self.0.iter_mut().find(|branch| branch.id == id)
    }

    pub fn add(&mut self, branch: Branch) {
        self.0.push(branch);
    }

    pub fn is_scanning(&self) -> bool {
        self.0.iter().any(|branch| branch.scan.is_some())
    }

    /// The open drafts.
    pub fn drafts(&self) -> impl Iterator<Item = &Draft> {
        let open = self.0.iter().filter_map(|branch| branch.draft.as_ref());
        open.map(|open| &open.draft)
    }

    /// Every config that is not committed.
    pub fn configs(&self) -> impl Iterator<Item = &Config> {
        self.0.iter().flat_map(|branch| {
            let drafts = branch.draft.iter().flat_map(OpenDraft::configs);
            let scan = branch.scan.iter().map(|scan| &scan.revision);
            drafts.chain(scan.chain(&branch.failed).map(|it| &it.config))
        })
    }

    /// Every config that is not committed.
    pub fn configs_mut(&mut self) -> impl Iterator<Item = &mut Config> {
        self.0.iter_mut().flat_map(|branch| {
            let drafts = branch.draft.iter_mut().flat_map(OpenDraft::configs_mut);
            let scan = branch.scan.iter_mut().map(|scan| &mut scan.revision);
            drafts.chain(scan.chain(&mut branch.failed).map(|it| &mut it.config))
        })
    }

    /// Makes the lookups of branches that were read, or says what is wrong.
    pub fn index(&mut self, history: &History) -> Result<(), String> {
        let mut ids = Vec::new();
        for branch in &mut self.0 {
            if ids.contains(&branch.id) {
                return Err(format!("branch {} is there twice", branch.id));
            }
            ids.push(branch.id);
            branch
                .index(history)
                .map_err(|what| format!("branch {}: {what}", branch.id))?;
        }
        if !self.is_empty() && self.0.iter().filter(|branch| branch.is_default).count() != 1 {
            return Err("not exactly one branch is the default".to_owned());
        }
        let is_placed = |version: &Version| match version.branch() {
            Some(branch) => ids.contains(&branch),
            None => ids.is_empty(),
        };
        match history.versions().iter().find(|it| !is_placed(it)) {
            Some(version) => Err(format!("revision {} is on no branch", version.id)),
            None => Ok(()),
        }
    }
}

/// Gives an agent its default branch, with every version on it as a revision
/// of the same id and number.
///
/// What serves is the head, so that nothing changes for callers; versions that
/// are newer than it stay revisions that no head shows (*assumed*).
pub fn seed(agent: &mut Agent, ids: &mut Ids, name: DefaultBranchName, now_ms: u64) {
    let id = ids.id();
    for version in agent.history.versions_mut() {
        version.commit = Some(Commit {
            branch: id,
            number: version.number.unwrap_or(1),
            source_draft_id: None,
            draft_revision: None,
            restored_from: None,
            source: None,
        });
    }
    agent.branches.add(Branch {
        id,
        name: name.as_str().to_owned(),
        is_default: true,
        is_archived: false,
        source: None,
        head: agent.history.active().map(|version| version.id),
        draft: None,
        scan: None,
        failed: None,
        created_at: now_ms,
        updated_at: now_ms,
        revisions: agent.history.versions().iter().map(|it| it.id).collect(),
    });
}
