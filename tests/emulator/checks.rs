//! The security check, as time goes by.

use crate::platform::Platform;
use atoms_lifecycle::emulator::{EarlyActivationStatus, Emulator, Options, Verdict};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;

fn check(platform: &mut Platform, agent: &str, version: &str) -> Value {
    let detail = platform.get(&format!("{agent}/versions/{version}")).data();
    let listed = platform.get(&format!("{agent}/versions?limit=100")).data();
    let row = listed["versions"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["_id"] == version)
        .unwrap();
    assert_eq!(detail["version"]["securityCheck"], row["securityCheck"]);
    row["securityCheck"].clone()
}

#[test]
fn it_queues_runs_and_passes() {
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    let version = platform.publish(&agent, &first, json!({"firstMessage": "Hi"}));
    assert_eq!(
        check(&mut platform, &agent, &version),
        json!({
            "status": "queued",
            "reason": null,
            "triggeredAt": "2026-01-01T00:00:00.000Z",
            "completedAt": null,
        })
    );
    platform.wait(5_999);
    assert_eq!(check(&mut platform, &agent, &version)["status"], "running");
    platform.wait(1);
    assert_eq!(
        check(&mut platform, &agent, &version),
        json!({
            "status": "passed",
            "reason": null,
            "triggeredAt": "2026-01-01T00:00:00.000Z",
            "completedAt": "2026-01-01T00:00:06.000Z",
        })
    );
}

#[test]
fn a_config_with_a_forbidden_text_fails() {
    let mut platform = Platform::with(Options {
        fail_checks_containing: vec!["password".into()],
        ..Options::default()
    });
    let (agent, first) = platform.agent();
    let tools = json!([{"type": "end_call", "name": "x", "description": "asks for a password"}]);
    let patch = json!({"singlePromptConfig": {"prompt": "p", "tools": tools}});
    let bad = platform.publish(&agent, &first, patch);
    let good = platform.publish(&agent, &first, json!({"firstMessage": "Hi"}));
    assert_eq!(check(&mut platform, &agent, &bad)["status"], "queued");
    platform.wait(6_000);
    assert_eq!(check(&mut platform, &agent, &good)["status"], "passed");
    let failed = check(&mut platform, &agent, &bad);
    assert_eq!(failed["status"], "failed");
    assert_eq!(failed["reason"], "the config contains \"password\"");
    let refused = platform.activate(&agent, &bad);
    assert_eq!(refused.status, 409);
    assert!(refused.text.contains("security check failed"));
    assert_eq!(platform.get(&agent).data()["activeVersionId"], first);
}

#[test]
fn an_early_activation_may_be_a_bad_request() {
    let mut platform = Platform::with(Options {
        early_activation_status: EarlyActivationStatus::BadRequest,
        check_duration_ms: 10,
        ..Options::default()
    });
    let (agent, first) = platform.agent();
    let version = platform.publish(&agent, &first, json!({"firstMessage": "Hi"}));
    let early = platform.activate(&agent, &version);
    assert_eq!(early.status, 400);
    assert!(early.text.contains("security check pending"));
    platform.wait(10);
    assert_eq!(platform.activate(&agent, &version).status, 200);
}

#[test]
fn a_callback_is_asked_once_per_publish() {
    let asked = Rc::new(RefCell::new(Vec::new()));
    let seen = Rc::clone(&asked);
    let emulator = Emulator::new(Options::default()).with_verdict(Box::new(move |subject| {
        seen.borrow_mut().push(subject.clone());
        let config: Value = serde_json::from_str(&subject.config.0).unwrap();
        match config["firstMessage"].as_str() {
            Some("bad") => Verdict::Failed {
                reason: "no".into(),
            },
            Some("broken") => Verdict::Errored {
                reason: "oops".into(),
            },
            _ => Verdict::Passed,
        }
    }));
    let mut platform = Platform::of(emulator);
    let (agent, first) = platform.agent();
    let mut statuses = Vec::new();
    for message in ["good", "bad", "broken"] {
        let version = platform.publish(&agent, &first, json!({"firstMessage": message}));
        platform.wait(6_000);
        let check = check(&mut platform, &agent, &version);
        statuses.push((check["status"].clone(), check["reason"].clone()));
        let activated = platform.activate(&agent, &version).status;
        assert_eq!(activated, if message == "good" { 200 } else { 409 });
    }
    assert_eq!(
        statuses,
        [
            (json!("passed"), json!(null)),
            (json!("failed"), json!("no")),
            (json!("errored"), json!("oops")),
        ]
    );
    let asked = asked.borrow();
    assert_eq!(asked.len(), 3);
    assert_eq!(asked[0].version_number, 2);
    assert!(agent.ends_with(&asked[0].agent_id));
}

#[test]
fn time_never_goes_backwards() {
    let mut platform = Platform::new();
    let (agent, first) = platform.agent();
    let version = platform.publish(&agent, &first, json!({"firstMessage": "Hi"}));
    platform.wait(6_000);
    assert_eq!(check(&mut platform, &agent, &version)["status"], "passed");
    platform.now_ms = 0;
    assert_eq!(check(&mut platform, &agent, &version)["status"], "passed");
    platform.now_ms = u64::MAX;
    assert_eq!(platform.get(&agent).status, 200);
}

#[test]
fn reads_may_lag_an_activation() {
    let mut platform = Platform::with(Options {
        read_lag_ms: 2_000,
        check_duration_ms: 0,
        ..Options::default()
    });
    let (agent, first) = platform.agent();
    assert_eq!(platform.get(&agent).data()["activeVersionId"], first);
    let second = platform.publish(&agent, &first, json!({"firstMessage": "2"}));
    assert_eq!(platform.activate(&agent, &second).data()["isActive"], true);
    platform.wait(1_999);
    let late = platform.get(&agent).data();
    assert_eq!(late["activeVersionId"], first);
    assert_eq!(late["_resolvedConfig"]["firstMessage"], "");
    // Another activation on top of one that is not seen yet.
    assert_eq!(platform.activate(&agent, &first).status, 200);
    platform.wait(1);
    assert_eq!(platform.get(&agent).data()["activeVersionId"], second);
    platform.wait(1_999);
    assert_eq!(platform.get(&agent).data()["activeVersionId"], first);
}
