//! The state as text, and back.
//!
//! A config is written as its block ids, and each block once, however many
//! versions share it. Blocks that hold the platform's defaults are left out.

use super::config::Fields;
use super::ids::Id;
use super::kept::KeptFields;
use super::state::State;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

const FORMAT: &str = "atoms-lifecycle-emulator";
const VERSION: u64 = 1;

/// Why a snapshot was not restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RestoreError {
    /// It is JSON, but no emulator wrote it.
    NotASnapshot,
    /// A newer release wrote it, in this version of the format.
    Newer(u64),
    /// It is incomplete or contradicts itself; the text says where.
    Damaged(String),
}

impl fmt::Display for RestoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotASnapshot => {
                f.write_str("this is not an emulator's snapshot; pass what snapshot() returned")
            }
            Self::Newer(version) => write!(
                f,
                "the snapshot has format version {version}, this release reads up to {VERSION}; update atoms-lifecycle"
            ),
            Self::Damaged(what) => write!(
                f,
                "the snapshot is damaged: {what}; restore an older one or start empty"
            ),
        }
    }
}

impl std::error::Error for RestoreError {}

#[derive(Serialize)]
struct Written<'a> {
    format: &'static str,
    version: u64,
    state: &'a State,
    blocks: BTreeMap<Id, &'a Fields>,
}

#[derive(Deserialize)]
struct Header {
    format: String,
    version: u64,
}

#[derive(Deserialize)]
struct Read {
    state: State,
    blocks: BTreeMap<Id, Fields>,
}

pub fn write(state: &State) -> String {
    let configs = state.agents().iter().flat_map(|it| it.configs());
    let blocks = configs
        .flat_map(|config| config.blocks())
        .filter(|(section, _, fields)| fields != &state.defaults.section(*section))
        .map(|(_, id, fields)| {
            // Without their kept JSON: a save would fill the memory with it.
            let fields: &Fields = fields;
            (id, fields)
        })
        .collect();
    let written = Written {
        format: FORMAT,
        version: VERSION,
        state,
        blocks,
    };
    // Every key is text, so this cannot fail; if it did, the empty text would
    // be refused by `read`.
    serde_json::to_string(&written).unwrap_or_default()
}

pub fn read(text: &str) -> Result<State, RestoreError> {
    let header: Header = serde_json::from_str(text).map_err(|error| {
        if error.is_data() {
            RestoreError::NotASnapshot
        } else {
            damaged(error)
        }
    })?;
    if header.format != FORMAT {
        return Err(RestoreError::NotASnapshot);
    }
    match header.version.cmp(&VERSION) {
        Ordering::Greater => return Err(RestoreError::Newer(header.version)),
        Ordering::Less => return Err(damaged(format!("format version {}", header.version))),
        Ordering::Equal => {}
    }
    let Read { mut state, blocks } = serde_json::from_str(text).map_err(damaged)?;
    let blocks = blocks
        .into_iter()
        .map(|(id, fields)| (id, Rc::new(KeptFields::new(fields))))
        .collect();
    for mut agent in state.take_agents() {
        if state.agent(agent.id).is_some() {
            return Err(damaged(format!("agent {} is there twice", agent.id)));
        }
        agent
            .index(state.generation)
            .map_err(|what| damaged(format!("agent {}: {what}", agent.id)))?;
        for config in agent.configs_mut() {
            config.fill(&blocks, &state.defaults);
        }
        state.add(agent);
    }
    Ok(state)
}

fn damaged(what: impl ToString) -> RestoreError {
    RestoreError::Damaged(what.to_string())
}
