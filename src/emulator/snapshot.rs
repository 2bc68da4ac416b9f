//! The state as text, and back.
//!
//! A config is written as its block ids, and each block once, however many
//! versions share it. Blocks that hold the platform's defaults are left out.

use super::ids::Id;
use super::json::{Fields, FromJson, Json, Reader, object, to_string};
use super::kept::KeptFields;
use super::state::State;
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

pub fn write(state: &State) -> String {
    let blocks = object(|out| {
        let mut written = BTreeMap::new();
        for agent in state.agents() {
            for (section, id, fields) in agent.configs().flat_map(|it| it.blocks()) {
                if fields != state.defaults.section(section) && written.insert(id, 0).is_none() {
                    // Without their kept JSON: a save would fill the memory with it.
                    out.field(&id.to_string(), &***fields);
                }
            }
        }
    });
    let snapshot = object(|out| {
        out.field("format", FORMAT);
        out.field("version", &VERSION);
        out.field("state", state);
        out.field("blocks", &blocks);
    });
    to_string(&snapshot)
}

pub fn read(text: &str) -> Result<State, RestoreError> {
    let Json::Object(mut snapshot) = Json::parse(text.as_bytes()).map_err(damaged)? else {
        return Err(RestoreError::NotASnapshot);
    };
    let format = snapshot.remove("format");
    let version = match snapshot.remove("version") {
        Some(Json::Number(version)) => version.as_u64(),
        _ => None,
    };
    let (Some(FORMAT), Some(version)) = (format.as_ref().and_then(Json::as_str), version) else {
        return Err(RestoreError::NotASnapshot);
    };
    if version > VERSION {
        return Err(RestoreError::Newer(version));
    }
    if version < VERSION {
        return Err(damaged(format!("format version {version}")));
    }
    let mut reader = Reader::default();
    let mut state: State = reader.take(&mut snapshot, "state");
    let blocks: Blocks = reader.take(&mut snapshot, "blocks");
    reader.finish().map_err(damaged)?;
    for mut agent in state.take_agents() {
        if state.agent(agent.id).is_some() {
            return Err(damaged(format!("agent {} is there twice", agent.id)));
        }
        agent
            .index(state.generation)
            .map_err(|what| damaged(format!("agent {}: {what}", agent.id)))?;
        for config in agent.configs_mut() {
            config.fill(|id| blocks.get(id), &state.defaults);
        }
        state.add(agent);
    }
    Ok(state)
}

/// The blocks of a snapshot that was read, sorted by their ids.
struct Blocks(Vec<(Id, Rc<KeptFields>)>);

impl Blocks {
    fn get(&self, id: Id) -> Option<&Rc<KeptFields>> {
        let found = self.0.binary_search_by_key(&id, |(given, _)| *given);
        self.0.get(found.ok()?).map(|(_, fields)| fields)
    }
}

impl FromJson for Blocks {
    fn from_json(json: Json, reader: &mut Reader) -> Self {
        let mut blocks = Vec::new();
        // In the order of their names, which are the ids in hex.
        for (id, fields) in Fields::from_json(json, reader).into_pairs() {
            let id = Id::from_json(Json::Text(id), reader);
            let fields = KeptFields::new(Fields::from_json(fields, reader));
            blocks.push((id, Rc::new(fields)));
        }
        Self(blocks)
    }
}

fn damaged(what: impl ToString) -> RestoreError {
    RestoreError::Damaged(what.to_string())
}
