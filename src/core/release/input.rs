//! What to release, checked before any request.

use super::branches::Target;
use super::journal::Journal;
use crate::core::body;
use crate::core::check::Polling;
use crate::core::error::Error;
use crate::core::json::{self, Json};
use crate::core::path::check_id;
use alloc::borrow::ToOwned;
use alloc::rc::Rc;
use alloc::string::String;
use core::ops::Deref;

/// What to release. Made only from arguments that passed every check that
/// needs no request.
#[derive(Debug, Clone)]
pub struct ReleaseInput {
    parts: Rc<Parts>,
    pub(super) target: Rc<Target>,
}

impl Deref for ReleaseInput {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.parts
    }
}

/// What a [`ReleaseInput`] consists of.
#[derive(Debug)]
pub struct Parts {
    pub(super) agent_id: String,
    pub(super) patch: Json,
    pub(super) label: Option<String>,
    pub(super) description: Option<String>,
    pub(super) polling: Polling,
}

impl ReleaseInput {
    /// Checks the arguments.
    pub fn new(
        agent_id: &str,
        patch: &Json,
        label: Option<&str>,
        description: Option<&str>,
        polling: Polling,
    ) -> Result<Self, Error> {
        check_id("agentId", agent_id)?;
        body::check_patch(patch)?;
        body::check_label(label, description)?;
        let parts = Parts {
            agent_id: agent_id.to_owned(),
            patch: patch.clone(),
            label: label.map(str::to_owned),
            description: description.map(str::to_owned),
            polling,
        };
        Ok(Self {
            parts: Rc::new(parts),
            target: Rc::default(),
        })
    }

    /// Names the branch, and how to treat other people's work there.
    pub fn onto(mut self, target: Target) -> Result<Self, Error> {
        target.check()?;
        self.target = Rc::new(target);
        Ok(self)
    }

    /// What a publish says of its version. A revision has a label and no
    /// description.
    pub(super) fn details(&self, on_branch: bool) -> Json {
        let description = self.description.as_deref().filter(|_| !on_branch);
        json::object(&[
            ("label", self.label.as_deref()),
            ("description", description),
        ])
    }

    /// Versions have no branches to name.
    pub(super) fn refuse_branches(&self, journal: &Journal) -> Result<(), Error> {
        match self.target.branch {
            Some(_) => Err(super::generation::no_branches(journal)),
            None => Ok(()),
        }
    }
}
