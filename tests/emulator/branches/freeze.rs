//! A config freeze: no new configs, everything else.

use super::{Fixture, id_of};
use serde_json::{Value, json};

#[test]
fn writes_are_locked_and_reads_and_test_calls_pass() {
    let mut it = Fixture::new();
    let (agent, main, first) = (it.agent.clone(), it.main.clone(), it.first.clone());
    let fork = it.fork("staging");
    it.release(&main, json!({"firstMessage": "2"}));
    it.write(&main, json!({"firstMessage": "3"}));
    it.write(&fork, json!({"firstMessage": "3"}));
    it.publish(&fork, json!({}));
    it.platform.emulator.set_freeze(true);
    let branches = format!("{agent}/branches");
    let forked = json!({"sourceBranchId": id_of(&main), "name": "x"});
    let restore = format!("{main}/revisions/{first}/restore");
    let writes = [
        ("POST", branches.clone(), forked),
        ("PATCH", fork.clone(), json!({"name": "y"})),
        ("POST", format!("{fork}/live"), Value::Null),
        ("PUT", format!("{main}/draft"), json!({"firstMessage": "4"})),
        ("POST", restore, Value::Null),
        ("POST", format!("{main}/draft/publish"), json!({})),
        ("POST", format!("{main}/draft/publish/cancel"), Value::Null),
        ("DELETE", format!("{main}/draft"), Value::Null),
        ("POST", format!("{fork}/archive"), Value::Null),
    ];
    for (method, path, body) in &writes {
        it.platform
            .call(method, path, body.clone())
            .refused_as(423, "config_freeze_active");
        let locked = it.platform.call(method, path, json!([]));
        assert_eq!(locked.status, 423, "before the body is looked at");
    }
    for path in [
        agent.clone(),
        branches,
        main.clone(),
        format!("{main}/draft"),
        format!("{main}/revisions"),
        format!("{main}/revisions/{first}"),
        format!("{main}/revisions/{first}/history"),
        format!("{agent}/diff?a={first}&b={}:draft", id_of(&main)),
    ] {
        assert_eq!(it.get(&path).status, 200, "{path}");
    }
    let call = json!({"includeDraft": true});
    assert_eq!(it.post(&format!("{main}/test-call"), call).status, 200);
    it.platform.wait(6_000);
    assert_ne!(it.head(&fork), "", "a scan goes on");

    it.platform.emulator.set_freeze(false);
    for (method, path, body) in writes {
        let answer = it.platform.call(method, &path, body);
        let fits = if path.ends_with("archive") {
            answer.status == 403 && answer.text.contains("live")
        } else {
            answer.status < 300
        };
        assert!(fits, "{method} {path}: {}", answer.text);
    }
}

#[test]
fn a_freeze_outlives_a_restart_and_ends_with_a_reset() {
    let mut it = Fixture::new();
    let main = it.main.clone();
    it.platform.emulator.set_freeze(true);
    let snapshot = it.platform.emulator.snapshot();
    it.platform.emulator.set_freeze(false);
    it.platform.emulator.restore(&snapshot).unwrap();
    it.put(&main, json!({"firstMessage": "2"}))
        .refused_as(423, "config_freeze_active");
    it.platform.emulator.reset();
    let mut it = Fixture::of(it.platform);
    it.write(&it.main.clone(), json!({"firstMessage": "2"}));
}
