//! The other calls where branches serve: plan, promote, rollback, merge.

use super::branches::{options, run};
use super::platform::{Faults, LIMITS, Platform};
use super::schedules::{GREETING, each_seed};
use atoms_lifecycle::core::check::Polling;
use atoms_lifecycle::core::error::Error;
use atoms_lifecycle::core::flow::Flow;
use atoms_lifecycle::core::json::Json;
use atoms_lifecycle::core::model::checkpoint::Call;
use atoms_lifecycle::core::release::{
    Known, MergeInput, ReleaseInput, Start, Target, merge_branch, plan, promote, rollback,
};
use atoms_lifecycle::emulator::Options;
use serde_json::json;

fn staging() -> Target {
    Target {
        branch: Some("staging".into()),
        create_branch: true,
        go_live: false,
        ..Target::default()
    }
}

#[test]
fn a_staged_branch_is_promoted_and_an_unknown_one_is_not_made() {
    each_seed(1..=30, |seed| {
        let mut platform = Platform::new(seed, options());
        let unknown = Target {
            create_branch: false,
            ..staging()
        };
        let error = run(&mut platform, seed, GREETING, unknown).unwrap_err();
        assert_eq!(error.code, "branch_not_found");
        let staged = run(&mut platform, seed, GREETING, staging()).unwrap();
        assert_eq!(staged["outcome"], "staged");
        assert_eq!(platform.active(), platform.previous.clone());
        let start = Start::anew(Call::Promote, &platform.agent_id);
        let flow = Flow::new("promote", LIMITS, platform.now_ms, seed, move |port| {
            promote(port, "staging", false, &Known::default(), &start)
        });
        let report = platform.drive(flow).unwrap();
        assert_eq!(report["versionId"], staged["versionId"]);
        assert_eq!(report["previousBranch"], "Main");
        assert!(report["diff"]["diffs"][0].is_object());
        assert_eq!(staged["versionId"], platform.active().as_str());
    });
}

#[test]
fn a_release_onto_a_branch_that_was_staged_with_it_goes_live() {
    each_seed(1..=30, |seed| {
        let mut platform = Platform::new(seed, options());
        let staged = run(&mut platform, seed, GREETING, staging()).unwrap();
        let live = Target {
            go_live: true,
            ..staging()
        };
        let report = run(&mut platform, seed, GREETING, live).unwrap();
        assert_eq!(report["outcome"], "released");
        assert_eq!(report["versionId"], staged["versionId"]);
        assert_eq!(staged["versionId"], platform.active().as_str());
    });
}

#[test]
fn a_plan_leaves_nothing() {
    each_seed(1..=100, |seed| {
        let mut platform = Platform::new(seed, options());
        platform.faults = Faults::OneIn(15);
        let patch = json!({"firstMessage": GREETING}).into();
        let input =
            ReleaseInput::new(&platform.agent_id, &patch, None, None, Polling::default()).unwrap();
        let start = Start::anew(Call::Plan, &platform.agent_id);
        let flow = Flow::new("plan", LIMITS, platform.now_ms, seed, move |port| {
            plan(port, &input, &Known::default(), &start)
        });
        let result = platform.drive(flow);
        platform.faults = Faults::None;
        let branch = platform.live_branch();
        let told = result.is_err_and(|error| error.details["draftDiscarded"] == false);
        assert!(told || platform.draft_config(&branch).is_none());
        assert_eq!(platform.revisions(&branch).len(), 1);
    });
}

#[test]
fn a_rollback_restores_what_served_before_and_the_head_already_serves() {
    for restore_scans_again in [false, true] {
        let mut platform = Platform::new(
            29,
            Options {
                restore_scans_again,
                ..options()
            },
        );
        let first = platform.resolved()["firstMessage"].clone();
        for message in ["two", "three"] {
            run(&mut platform, 29, message, Target::default()).unwrap();
        }
        let back = |platform: &mut Platform, to: Option<String>| {
            let start = Start::anew(Call::Rollback, &platform.agent_id);
            let flow = Flow::new("rollback", LIMITS, platform.now_ms, 29, move |port| {
                rollback(
                    port,
                    to.as_deref(),
                    Polling::default(),
                    false,
                    &Known::default(),
                    &start,
                )
            });
            platform
                .drive(flow)
                .unwrap_or_else(|error| panic!("{}", error.message))
        };
        assert_eq!(back(&mut platform, None)["outcome"], "rolledBack");
        assert_eq!(platform.resolved()["firstMessage"], "two");
        back(&mut platform, None);
        assert_eq!(platform.resolved()["firstMessage"], first);
        let head = platform.active();
        let same = back(&mut platform, Some(head));
        assert_eq!(same["outcome"], "unchanged");
    }
}

fn merge(platform: &mut Platform, preview: bool) -> Result<Json, Error> {
    let input = MergeInput {
        from: "staging".into(),
        into: "Main".into(),
        preview,
    };
    let start = Start::anew(Call::MergeBranch, &platform.agent_id);
    let flow = Flow::new("mergeBranch", LIMITS, platform.now_ms, 31, move |port| {
        merge_branch(port, &input, &Known::default(), &start)
    });
    platform.drive(flow)
}

#[test]
fn a_staged_branch_is_merged_and_a_clash_writes_nothing() {
    let mut platform = Platform::new(31, options());
    run(&mut platform, 31, GREETING, staging()).unwrap();
    let branch = platform.live_branch();
    let other = json!({"globalPrompt": "theirs"});
    platform.ask("PUT", &format!("{branch}/draft"), Some(other));
    let preview = merge(&mut platform, true).unwrap();
    assert_eq!(preview["outcome"], "previewed");
    assert_eq!(preview["changes"].as_array().unwrap().len(), 2);
    let before = platform.draft_config(&branch).unwrap();
    assert_ne!(before["firstMessage"], GREETING);
    assert_eq!(merge(&mut platform, false).unwrap()["outcome"], "merged");
    let merged = platform.draft_config(&branch).unwrap();
    assert_eq!(merged["firstMessage"], GREETING);
    assert_eq!(merged["globalPrompt"], "theirs");
    assert_eq!(merge(&mut platform, false).unwrap()["outcome"], "unchanged");

    let same = json!({"firstMessage": "theirs"});
    platform.ask("PUT", &format!("{branch}/draft"), Some(same));
    let preview = merge(&mut platform, true).unwrap();
    assert_eq!(preview["clashes"].as_array().unwrap().len(), 1);
    let error = merge(&mut platform, false).unwrap_err();
    assert_eq!(error.code, "merge_conflict");
    let draft = platform.draft_config(&branch).unwrap();
    assert_eq!(draft["firstMessage"], "theirs");
}
