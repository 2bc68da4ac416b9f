//! From versions to branches, in place.

use super::{Fixture, NOBODY, id_of, text};
use crate::platform::Platform;
use atoms_lifecycle::emulator::{DefaultBranchName, Options};
use serde_json::{Value, json};

/// Two agents; the first has 4 versions of which 2 is active, 3 fails and 4 is
/// being checked, and an open draft.
struct Before {
    platform: Platform,
    agent: String,
    versions: Vec<String>,
    draft: String,
}

fn before(options: Options) -> Before {
    let mut platform = Platform::with(Options {
        fail_checks_containing: vec!["bad".into()],
        ..options
    });
    let (agent, first) = platform.agent();
    platform.agent();
    let second = platform.publish(&agent, &first, json!({"firstMessage": "2"}));
    platform.wait(6_000);
    platform.activate(&agent, &second);
    let third = platform.publish(&agent, &second, json!({"firstMessage": "bad"}));
    platform.wait(6_000);
    let fourth = platform.publish(&agent, &second, json!({"firstMessage": "4"}));
    platform.wait(1_000);
    let draft = platform.fork(&agent, &second);
    platform.edit(&draft, json!({"globalPrompt": "open"}));
    Before {
        platform,
        agent,
        versions: vec![first, second, third, fourth],
        draft,
    }
}

/// The branch of an agent that was migrated.
fn after(mut it: Before) -> (Fixture, Vec<String>, String) {
    it.platform.emulator.migrate();
    let listed = it.platform.get(&format!("{}/branches", it.agent)).data();
    let main = text(&listed["branches"][0]["branch"]["_id"]);
    let fixture = Fixture {
        main: format!("{}/branches/{main}", it.agent),
        first: it.versions[0].clone(),
        platform: it.platform,
        agent: it.agent,
    };
    (fixture, it.versions, it.draft)
}

/// The reads that stay.
fn kept(agent: &str, versions: &[String], draft: &str) -> Vec<String> {
    let [first, second, ..] = versions else {
        panic!("too few")
    };
    let mut paths: Vec<_> = versions
        .iter()
        .map(|version| format!("{agent}/versions/{version}"))
        .collect();
    paths.extend([
        format!("{agent}/versions/diff?baseId={first}&compareId={second}"),
        format!("{agent}/versions/diff?versionA={first}&versionB={second}"),
        draft.to_owned(),
        format!("{draft}/diff"),
        format!("{draft}/diff?versionId={first}"),
    ]);
    paths
}

#[test]
fn what_was_read_by_id_reads_the_same() {
    let mut it = before(Options::default());
    let paths = kept(&it.agent, &it.versions, &it.draft);
    let agent = it.agent.clone();
    let previews = [
        agent.clone(),
        format!("{agent}?versionId={}", it.versions[3]),
        format!("{agent}?draftId={}", id_of(&it.draft)),
        "/agent".to_owned(),
    ];
    let all: Vec<_> = paths.iter().chain(&previews).cloned().collect();
    let said: Vec<_> = all.iter().map(|path| it.platform.get(path)).collect();
    let (mut it, versions, draft) = after(it);
    for (path, before) in all.iter().zip(said) {
        let now = it.get(path);
        assert_eq!(now.data(), before.data(), "{path}");
        assert_eq!(before.header("deprecation"), None);
        let is_old = paths.contains(path);
        assert_eq!(now.header("deprecation").is_some(), is_old, "{path}");
        let sunset = now.header("sunset");
        assert_eq!(sunset.is_some(), is_old);
        assert!(sunset.is_none_or(|it| it.ends_with(" GMT")));
    }
    for path in [
        format!("{draft}/test-call"),
        format!("{agent}/versions/{}/test-call", versions[0]),
    ] {
        let called = it.post(&path, json!({}));
        assert_eq!(called.status, 200, "{path}");
        assert_eq!(called.header("deprecation"), Some("true"));
    }
    let missing = it.get(&format!("{agent}/versions/{NOBODY}"));
    missing.refused(404, "Version not found");
    assert_eq!(missing.header("deprecation"), Some("true"));
}

#[test]
fn writes_and_lists_of_versions_are_refused_before_anything_is_looked_at() {
    let (mut it, versions, draft) = after(before(Options::default()));
    let agent = it.agent.clone();
    let version = format!("{agent}/versions/{}", versions[0]);
    for (method, path) in [
        ("POST", format!("{agent}/drafts")),
        ("GET", format!("{agent}/drafts")),
        ("PATCH", draft.clone()),
        ("DELETE", draft.clone()),
        ("PATCH", format!("{draft}/config")),
        ("POST", format!("{draft}/publish")),
        ("GET", format!("{agent}/versions")),
        ("PATCH", version.clone()),
        ("PATCH", format!("{version}/activate")),
        ("POST", format!("/agent/{NOBODY}/drafts")),
        ("GET", "/agent/x/versions?limit=0".to_owned()),
    ] {
        for body in [Value::Null, json!({}), json!([1])] {
            let refused = it.platform.call(method, &path, body);
            refused.refused_as(409, "versioning_v2_migration_required");
            assert!(refused.json().get("message").is_none());
            assert_eq!(refused.header("deprecation"), Some("true"));
            assert!(refused.header("sunset").is_some());
        }
    }
    assert_eq!(it.get(&draft).data()["editCount"], 1, "nothing happened");
}

#[test]
fn versions_become_revisions_of_the_default_branch() {
    let (mut it, versions, _) = after(before(Options::default()));
    let main = it.main.clone();
    let newest_first: Vec<_> = versions.iter().rev().cloned().collect();
    assert_eq!(it.listed(&main), newest_first);
    let summary = it.get(&main).data();
    assert_eq!(summary["branch"]["name"], "Main");
    assert_eq!(summary["branch"]["isDefault"], true);
    assert_eq!(
        summary["branch"]["headRevisionId"], versions[1],
        "what serves"
    );
    assert_eq!(summary["headRevisionNumber"], 2);
    assert_eq!(summary["isLive"], true);
    assert_eq!(summary["hasOpenDraft"], false);
    assert_eq!(summary["revisionsCount"], 4);
    let revision = |it: &mut Fixture, index: usize| {
        let path = format!("{main}/revisions/{}", versions[index]);
        it.get(&path).data()["revision"].clone()
    };
    for index in 0..4 {
        let row = revision(&mut it, index);
        assert_eq!(row["revisionNumber"], index + 1);
        assert_eq!(row["versionNumber"], index + 1);
        assert_eq!(row["status"], "published");
        assert_eq!(row["isActive"], index == 1);
    }
    it.get(&format!("{main}/draft"))
        .refused(404, "No open draft on this branch");

    let restore = |index: usize| format!("{main}/revisions/{}/restore", versions[index]);
    it.post(&restore(1), Value::Null)
        .refused(409, "Revision is already the head of this branch");
    it.post(&restore(2), Value::Null)
        .refused(403, "Revision has not passed its security check");
    it.post(&restore(3), Value::Null)
        .refused_as(409, "source_scanning");
    assert_eq!(revision(&mut it, 3)["securityCheck"]["status"], "running");
    it.platform.wait(5_000);
    assert_eq!(revision(&mut it, 3)["securityCheck"]["status"], "passed");
    let restored = it.post(&restore(3), Value::Null).data();
    assert_eq!(restored["revision"]["revisionNumber"], 5);
    assert_eq!(restored["revision"]["parentVersion"], versions[1]);
    assert_eq!(it.serves().1, "4");
}

#[test]
fn a_release_goes_on_from_what_serves() {
    let (mut it, versions, _) = after(before(Options::default()));
    let main = it.main.clone();
    let opened = it.write(&main, json!({"globalPrompt": "p"}));
    assert_eq!(opened["sourceVersionId"], versions[1]);
    let head = it.release(&main, json!({"enableStyleGuide": false}));
    let read = it.get(&format!("{main}/revisions/{head}")).data();
    assert_eq!(read["revision"]["revisionNumber"], 5);
    assert_eq!(read["revision"]["versionNumber"], Value::Null);
    assert_eq!(read["revision"]["parentVersion"], versions[1]);
    assert_eq!(read["resolvedConfig"]["call_handling"]["firstMessage"], "2");
    // A revision reads as a version too.
    let version = it.get(&format!("{}/versions/{head}", it.agent)).data();
    assert_eq!(version["version"]["_id"], head);
    assert_eq!(version["version"]["versionNumber"], Value::Null);
    assert_eq!(version["version"]["revisionNumber"], 5);
    assert_eq!(version["version"]["isActive"], true);
}

#[test]
fn a_migration_happens_once_and_repeats_exactly() {
    let mut it = before(Options::default());
    let untouched = it.platform.emulator.snapshot();
    it.platform.emulator.migrate();
    let migrated = it.platform.emulator.snapshot();
    assert_ne!(migrated, untouched);
    it.platform.emulator.migrate();
    assert_eq!(it.platform.emulator.snapshot(), migrated);
    let mut other = Platform::new();
    other.emulator.restore(&untouched).unwrap();
    other.emulator.migrate();
    assert_eq!(other.emulator.snapshot(), migrated);

    it.platform.emulator.reset();
    let (agent, _) = it.platform.agent();
    assert_eq!(it.platform.get(&format!("{agent}/versions")).status, 200);
}

#[test]
fn a_migrated_branch_takes_the_name_it_is_told() {
    let (mut it, ..) = after(before(Options {
        default_branch_name: DefaultBranchName::Lower,
        ..Options::default()
    }));
    assert_eq!(it.live(), ["main"]);
}

#[test]
fn reads_lag_an_activation_across_the_migration() {
    let mut platform = Platform::with(Options {
        read_lag_ms: 2_000,
        check_duration_ms: 0,
        ..Options::default()
    });
    let (agent, first) = platform.agent();
    platform.wait(2_000);
    let second = platform.publish(&agent, &first, json!({"firstMessage": "2"}));
    platform.activate(&agent, &second);
    platform.emulator.migrate();
    assert_eq!(platform.get(&agent).data()["activeVersionId"], first);
    platform.wait(2_000);
    assert_eq!(platform.get(&agent).data()["activeVersionId"], second);
}
