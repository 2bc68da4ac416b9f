//! Checkpoints: what was written is read, and everything else is refused.

use crate::documents;
use atoms_lifecycle::core::error::Kind;
use atoms_lifecycle::core::fields::Fields;
use atoms_lifecycle::core::json;
use atoms_lifecycle::core::model::checkpoint::{Call, Checkpoint, DraftState};
use atoms_lifecycle::core::model::report::{Generation, Ids};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

fn id() -> impl Strategy<Value = Option<String>> {
    prop::option::of("[0-9a-f]{1,24}")
}

fn checkpoint() -> impl Strategy<Value = Checkpoint> {
    let call = select(&[
        Call::Release,
        Call::Plan,
        Call::Rollback,
        Call::Promote,
        Call::MergeBranch,
        Call::WaitForSecurityCheck,
    ]);
    let draft = select(&[
        DraftState::None,
        DraftState::Asked,
        DraftState::Open,
        DraftState::Publishing,
        DraftState::Published,
    ]);
    let generation = prop::option::of(select(&[Generation::Versions, Generation::Branches]));
    let ids = ("[0-9a-f]{24}", id(), id(), id(), id());
    let rest = (prop::option::of(any::<String>()), id());
    (call, draft, generation, ids, rest).prop_map(|(call, draft, generation, ids, rest)| {
        let (agent_id, branch_id, previous_version_id, draft_id, version_id) = ids;
        let mut checkpoint = Checkpoint::new(call, &agent_id);
        checkpoint.draft = draft;
        checkpoint.generation = generation;
        checkpoint.ids = Ids {
            agent_id,
            branch_id,
            previous_version_id,
            draft_id,
            version_id,
        };
        (checkpoint.draft_name, checkpoint.base_id) = rest;
        checkpoint
    })
}

fn read(text: &str) -> Result<Checkpoint, Kind> {
    let document = json::parse(text).unwrap_or_default();
    let fields = Fields::of("checkpoint", &document).map_err(|error| error.kind)?;
    Checkpoint::read(&fields).map_err(|error| error.kind)
}

proptest! {
    #[test]
    fn what_is_written_is_read(checkpoint in checkpoint(), arguments in documents::json()) {
        let mut written = serde_json::to_value(&checkpoint).unwrap();
        prop_assert_eq!(read(&written.to_string()), Ok(checkpoint.clone()));
        // What the driver adds, and what a later version may, is not the reader's.
        written["arguments"] = arguments.clone();
        written["later"] = arguments;
        prop_assert_eq!(read(&written.to_string()), Ok(checkpoint));
    }

    #[test]
    fn a_newer_version_is_refused(checkpoint in checkpoint(), version in 2_u64..) {
        let mut written = serde_json::to_value(&checkpoint).unwrap();
        written["version"] = version.into();
        prop_assert_eq!(read(&written.to_string()), Err(Kind::Input));
    }

    #[test]
    fn anything_else_is_refused_or_read_whole(
        checkpoint in checkpoint(),
        name in select(&["version", "call", "generation", "ids", "draft", "draftName", "baseId"]),
        value in documents::json(),
    ) {
        let mut written = serde_json::to_value(&checkpoint).unwrap();
        written[name] = value;
        match read(&written.to_string()) {
            Ok(read) => {
                let again: Value = serde_json::to_value(&read).unwrap();
                prop_assert_eq!(&again["version"], &json!(1));
                prop_assert_eq!(again["ids"]["agentId"].is_string(), true);
            }
            Err(kind) => prop_assert_eq!(kind, Kind::Input),
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        if let Err(kind) = read(&text) {
            prop_assert_eq!(kind, Kind::Input);
        }
    }
}
