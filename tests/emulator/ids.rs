//! Ids: the same from the same seed, and never the same twice.

use crate::platform::Platform;
use atoms_lifecycle::emulator::Options;
use serde_json::{Value, json};
use std::collections::HashSet;

fn collect(value: &Value, ids: &mut Vec<String>) {
    match value {
        Value::String(text) if is_id(text) => ids.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| collect(item, ids)),
        Value::Object(fields) => fields.values().for_each(|field| collect(field, ids)),
        _ => {}
    }
}

fn is_id(text: &str) -> bool {
    let hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    text.len() == 24 && text.bytes().all(hex)
}

fn life(seed: u64, start_ms: u64) -> Vec<String> {
    let mut platform = Platform::with(Options {
        seed,
        ..Options::default()
    });
    platform.now_ms = start_ms;
    let (agent, first) = platform.agent();
    assert!(is_id(&first) && is_id(agent.trim_start_matches("/agent/")));
    let second = platform.publish(&agent, &first, json!({"firstMessage": "2"}));
    let draft = platform.fork(&agent, &second);
    let mut ids = vec![draft];
    for path in [agent.clone(), format!("{agent}/versions")] {
        collect(&platform.get(&path).json(), &mut ids);
    }
    ids
}

#[test]
fn the_same_seed_makes_the_same_ids_at_any_time() {
    assert_eq!(life(7, 0), life(7, 1_000_000));
    assert!(life(7, 0).iter().all(|id| !life(8, 0).contains(id)));
}

#[test]
fn requests_that_make_nothing_move_no_id() {
    let mut platform = Platform::new();
    for path in ["/agent", "/nowhere", "/agent/x"] {
        platform.get(path);
    }
    assert_eq!(platform.agent(), Platform::new().agent());
}

#[test]
fn no_id_comes_twice() {
    let mut platform = Platform::new();
    let mut seen = HashSet::new();
    for _ in 0..50 {
        let (agent, first) = platform.agent();
        assert!(seen.insert(agent.trim_start_matches("/agent/").to_owned()));
        assert!(seen.insert(first.clone()));
        let version = platform.get(&format!("{agent}/versions/{first}")).data();
        let mut blocks = Vec::new();
        collect(&version["version"]["blocks"], &mut blocks);
        assert_eq!(blocks.len(), 13);
        for block in blocks {
            assert!(seen.insert(block));
        }
    }
}

#[test]
fn an_id_that_was_lost_with_a_state_does_not_come_again() {
    let mut platform = Platform::new();
    let mut saved = platform.emulator.snapshot();
    let mut seen = HashSet::new();
    for _ in 0..5 {
        for _ in 0..20 {
            let (agent, first) = platform.agent();
            assert!(seen.insert(agent) && seen.insert(first));
            let listed = platform.get("/agent");
            let request = listed.header("x-request-id").unwrap();
            assert!(seen.insert(request.to_owned()));
        }
        // Nothing of this life was saved: it starts again from before.
        platform.emulator.restore(&saved).unwrap();
        platform.emulator.skip_lost_ids();
        saved = platform.emulator.snapshot();
    }
}
