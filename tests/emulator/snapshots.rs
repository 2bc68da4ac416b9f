//! The state as text, and back.

use crate::platform::Platform;
use atoms_lifecycle::emulator::RestoreError;
use serde_json::{Value, json};

/// A platform with versions, an open draft, a running check and a call.
fn busy() -> (Platform, Vec<String>) {
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    platform.agent();
    let second = platform.publish(&agent, &first, json!({"firstMessage": "2"}));
    platform.wait(6_000);
    platform.activate(&agent, &second);
    let third = platform.publish(
        &agent,
        &second,
        json!({"redactionConfig": {"isEnabled": true}}),
    );
    let draft = platform.fork(&agent, &third);
    platform.edit(&draft, json!({"defaultVariables": {"a": 0.1}}));
    platform.call(
        "POST",
        &format!("{agent}/versions/{first}/test-call"),
        json!({}),
    );
    let paths = vec![
        "/agent".to_owned(),
        agent.clone(),
        format!("{agent}/versions"),
        format!("{agent}/versions/{third}"),
        format!("{agent}/drafts"),
        format!("{draft}/diff"),
        draft,
    ];
    (platform, paths)
}

fn answers(platform: &mut Platform, paths: &[String]) -> Vec<Value> {
    paths.iter().map(|path| platform.get(path).data()).collect()
}

#[test]
fn a_restored_platform_goes_on() {
    let (mut platform, paths) = busy();
    let snapshot = platform.emulator.snapshot();
    let mut restored = Platform::new();
    restored.agent();
    restored.emulator.restore(&snapshot).unwrap();
    assert_eq!(restored.emulator.snapshot(), snapshot);
    restored.now_ms = platform.now_ms;
    assert_eq!(
        answers(&mut restored, &paths),
        answers(&mut platform, &paths)
    );
    let new = |platform: &mut Platform| platform.agent();
    assert_eq!(
        new(&mut restored),
        new(&mut platform),
        "the same ids follow"
    );
    for platform in [&mut restored, &mut platform] {
        platform.wait(6_000);
    }
    assert_eq!(
        answers(&mut restored, &paths),
        answers(&mut platform, &paths),
        "a running check goes on"
    );
}

#[test]
fn a_restored_clock_does_not_go_back() {
    let (platform, paths) = busy();
    let mut restored = Platform::new();
    restored
        .emulator
        .restore(&platform.emulator.snapshot())
        .unwrap();
    restored.now_ms = 0;
    assert_eq!(restored.get(&paths[1]).status, 200);
    assert!(
        restored
            .emulator
            .snapshot()
            .contains(&platform.now_ms.to_string())
    );
}

#[test]
fn reset_starts_over() {
    let (mut platform, _) = busy();
    platform.emulator.reset();
    assert_eq!(platform.get("/agent").data()["totalCount"], 0);
    platform.emulator.reset();
    assert_eq!(
        platform.agent(),
        Platform::new().agent(),
        "with the same ids"
    );
}

#[test]
fn a_damaged_snapshot_changes_nothing() {
    let (mut platform, _) = busy();
    let good = platform.emulator.snapshot();
    let whole: Value = serde_json::from_str(&good).unwrap();
    let edited = |pointer: &str, value: Value| {
        let mut other = whole.clone();
        *other.pointer_mut(pointer).unwrap() = value;
        other.to_string()
    };
    let agents = whole["state"]["agents"].as_array().unwrap();
    let history = &agents[0]["history"];
    let mut twice = history["versions"].as_array().unwrap().clone();
    twice.push(twice[0].clone());
    let mut draft = history["drafts"].clone();
    let (_, moved) = draft.as_object().unwrap().iter().next().unwrap();
    draft = json!({"elsewhere": moved});
    let damaged = [
        good[..good.len() / 2].to_owned(),
        String::new(),
        edited("/state", json!({})),
        edited("/state/agents/0/id", json!("x")),
        edited("/state/agents/1/id", agents[0]["id"].clone()),
        edited("/state/agents/0/history/versions", json!([])),
        edited("/state/agents/0/history/versions", json!(twice)),
        edited("/state/agents/0/history/versions/0/config", json!({})),
        edited("/state/agents/0/history/drafts", draft),
        edited("/blocks", json!({"x": {}})),
        edited("/version", json!(0)),
    ];
    for text in damaged {
        let error = platform.emulator.restore(&text).unwrap_err();
        assert!(matches!(error, RestoreError::Damaged(_)), "{error}: {text}");
        assert_eq!(platform.emulator.snapshot(), good);
    }
    for (text, expected) in [
        ("{}".to_owned(), RestoreError::NotASnapshot),
        ("[]".to_owned(), RestoreError::NotASnapshot),
        ("1".to_owned(), RestoreError::NotASnapshot),
        (
            edited("/format", json!("other")),
            RestoreError::NotASnapshot,
        ),
        (edited("/version", json!(2)), RestoreError::Newer(2)),
    ] {
        assert_eq!(platform.emulator.restore(&text), Err(expected), "{text}");
        assert_eq!(platform.emulator.snapshot(), good);
    }
}

#[test]
fn what_versions_share_is_written_once() {
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    let prompt = "p".repeat(50_000);
    let mut version = platform.publish(
        &agent,
        &first,
        json!({"globalPrompt": "g", "singlePromptConfig": {"prompt": prompt}}),
    );
    for number in 0..20 {
        version = platform.publish(
            &agent,
            &version,
            json!({"firstMessage": number.to_string()}),
        );
    }
    let snapshot = platform.emulator.snapshot();
    assert!(snapshot.len() < 100_000, "{} bytes", snapshot.len());
    // The prompt's section, and one greeting a version; no defaults.
    let read: Value = serde_json::from_str(&snapshot).unwrap();
    assert_eq!(read["blocks"].as_object().unwrap().len(), 21);
}
