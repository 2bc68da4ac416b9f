//! The same machine where branches serve, and where they come to in mid-flight.

use super::network;
use super::platform::{Deed, Faults, Intrusion, LIMITS, Platform};
use super::schedules::{BANNED, GREETING, each_seed};
use atoms_lifecycle::core::check::Polling;
use atoms_lifecycle::core::error::{Error, Kind};
use atoms_lifecycle::core::flow::Flow;
use atoms_lifecycle::core::json::Json;
use atoms_lifecycle::core::model::checkpoint::Call;
use atoms_lifecycle::core::model::report::Step;
use atoms_lifecycle::core::release::{
    Known, OnConflict, OpenDraft, ReleaseInput, Start, Target, release,
};
use atoms_lifecycle::emulator::{self, Options};
use serde_json::{Value, json};

pub fn options() -> Options {
    Options {
        generation: emulator::Generation::Branches,
        fail_checks_containing: vec![BANNED.into()],
        ..Options::default()
    }
}

pub fn run(
    platform: &mut Platform,
    seed: u64,
    message: &str,
    target: Target,
) -> Result<Json, Error> {
    let patch = json!({"firstMessage": message, "slmModel": "gpt-4o"}).into();
    let input = ReleaseInput::new(
        &platform.agent_id,
        &patch,
        Some("v2"),
        None,
        Polling::default(),
    );
    let input = input.and_then(|input| input.onto(target)).unwrap();
    let start = Start::anew(Call::Release, &platform.agent_id);
    let flow = Flow::new("release", LIMITS, platform.now_ms, seed, move |port| {
        release(port, &input, &Known::default(), &start)
    });
    platform.drive(flow)
}

/// What must hold whatever happened; `before` counts the live branch's revisions.
fn assert_sound(platform: &mut Platform, result: &Result<Json, Error>, before: usize) {
    let live = platform.branches();
    let live: Vec<_> = live.iter().filter(|it| it["isLive"] == true).collect();
    assert_eq!(live.len(), 1, "exactly one branch is live");
    let branch = platform.live_branch();
    let revisions = platform.revisions(&branch);
    assert!(revisions.len() <= before + 1, "more than one new revision");
    let active = platform.active();
    let serving = revisions.iter().find(|it| it["_id"] == active.as_str());
    let check = &serving.unwrap()["securityCheck"]["status"];
    assert!(check.is_null() || check == "passed", "{check} serves");
    match result {
        Ok(report) => {
            assert_eq!(report["outcome"], "released");
            assert_eq!(report["versionId"], active.as_str());
            assert_eq!(platform.resolved()["firstMessage"], GREETING);
            assert_eq!(platform.draft_config(&branch), None);
        }
        Err(error) => {
            if error.details["draftDiscarded"] == true {
                assert_eq!(platform.draft_config(&branch), None, "{}", error.message);
                assert_eq!(revisions.len(), before);
            }
        }
    }
}

#[test]
fn a_release_on_the_live_branch_serves() {
    each_seed(1..=50, |seed| {
        for publish_synchronously in [false, true] {
            for list_scanning_revisions in [false, true] {
                let mut platform = Platform::new(
                    seed,
                    Options {
                        publish_synchronously,
                        list_scanning_revisions,
                        read_lag_ms: 1_500,
                        ..options()
                    },
                );
                let result = run(&mut platform, seed, GREETING, Target::default());
                platform.now_ms += 2_000;
                assert_sound(&mut platform, &result, 1);
                let report = result.unwrap();
                assert_eq!(report["generation"], "branches");
                assert_eq!(report["changes"].as_array().unwrap().len(), 2);
                assert!(report["diff"]["diffs"][0].is_object());
            }
        }
    });
}

#[test]
fn every_fault_at_every_request() {
    for fault in network::ALL {
        let mut released = 0;
        for request in 1..=26 {
            let mut platform = Platform::new(7, options());
            platform.faults = Faults::Once(fault, request);
            let result = run(&mut platform, 7, GREETING, Target::default());
            platform.faults = Faults::None;
            platform.now_ms += 10_000;
            if let Err(error) = &result {
                eprintln!("{fault:?} at request {request}: {}", error.message);
            }
            assert_sound(&mut platform, &result, 1);
            released += u32::from(result.is_ok());
        }
        assert_eq!(released, 26, "{fault:?}: a single fault stopped a release");
    }
}

#[test]
fn any_faults() {
    each_seed(1..=600, |seed| {
        let mut platform = Platform::new(seed, options());
        platform.faults = Faults::OneIn(2 + seed % 9);
        let result = run(&mut platform, seed, GREETING, Target::default());
        platform.faults = Faults::None;
        platform.now_ms += 10_000;
        assert_sound(&mut platform, &result, 1);
        if let Err(error) = &result {
            // Only what is told may have gone live after all.
            let told = error.details["draftDiscarded"] == false
                || !error.details["ids"]["versionId"].is_null();
            assert!(
                told || platform.active() == platform.previous,
                "{}",
                error.message
            );
        }
    });
}

#[test]
fn a_failed_check_gives_its_reason_and_serves_never() {
    for failed_scan_leaves in [
        emulator::FailedScanLeaves::Draft,
        emulator::FailedScanLeaves::Revision,
    ] {
        for list_scanning_revisions in [false, true] {
            let mut platform = Platform::new(
                3,
                Options {
                    failed_scan_leaves,
                    list_scanning_revisions,
                    ..options()
                },
            );
            let error = run(&mut platform, 3, BANNED, Target::default()).unwrap_err();
            let cause = error.cause.as_ref().unwrap();
            assert_eq!(cause.kind, Kind::SecurityCheckFailed, "{}", error.message);
            assert!(cause.message.contains(BANNED));
            assert_eq!(platform.active(), platform.previous.clone());
        }
    }
}

#[test]
fn a_draft_that_changes_nothing_does_not_stand_in_the_way() {
    let mut platform = Platform::new(3, options());
    let shown = platform.resolved()["firstMessage"].clone();
    open_draft(&mut platform, json!({"firstMessage": shown}));
    let result = run(&mut platform, 3, GREETING, Target::default());
    assert_sound(&mut platform, &result, 1);
    result.unwrap();
}

fn open_draft(platform: &mut Platform, patch: Value) {
    let branch = platform.live_branch();
    platform.ask("PUT", &format!("{branch}/draft"), Some(patch));
}

#[test]
fn an_open_draft_is_refused_included_or_replaced() {
    let theirs = json!({"globalPrompt": "theirs"});
    for policy in [OpenDraft::Refuse, OpenDraft::Include, OpenDraft::Replace] {
        let mut platform = Platform::new(5, options());
        open_draft(&mut platform, theirs.clone());
        let target = Target {
            open_draft: policy,
            ..Target::default()
        };
        let result = run(&mut platform, 5, GREETING, target);
        let branch = platform.live_branch();
        match policy {
            OpenDraft::Refuse => {
                let error = result.unwrap_err();
                assert_eq!(error.code, "open_draft");
                let fields = &error.cause.as_ref().unwrap().details["fields"];
                assert_eq!(*fields, json!(["globalPrompt"]));
                let draft = platform.draft_config(&branch).unwrap();
                assert_eq!(draft["globalPrompt"], "theirs");
            }
            OpenDraft::Include => {
                result.unwrap();
                assert_eq!(platform.resolved()["globalPrompt"], "theirs");
            }
            OpenDraft::Replace => {
                result.unwrap();
                assert_ne!(platform.resolved()["globalPrompt"], "theirs");
            }
        }
    }
}

#[test]
fn a_draft_that_was_included_is_left_whatever_it_holds() {
    let mut platform = Platform::new(7, options());
    // All that it changes, the patch changes too.
    open_draft(&mut platform, json!({"firstMessage": BANNED}));
    let target = Target {
        open_draft: OpenDraft::Include,
        ..Target::default()
    };
    let error = run(&mut platform, 7, BANNED, target).unwrap_err();
    let cause = error.cause.as_ref().unwrap();
    assert_eq!(cause.kind, Kind::SecurityCheckFailed, "{}", error.message);
    assert_eq!(error.details["draftDiscarded"], false, "{}", error.message);
    let branch = platform.live_branch();
    let draft = platform.draft_config(&branch).unwrap();
    assert_eq!(draft["firstMessage"], BANNED);
}

/// Somebody else opens a draft after the branch was read.
fn meet(theirs: Value, on_conflict: OnConflict) -> (Platform, Result<Json, Error>) {
    let mut platform = Platform::new(11, options());
    platform.intrusion = Some(Intrusion {
        after: Step::Read,
        deed: Deed::Edits(theirs),
    });
    let target = Target {
        on_conflict,
        ..Target::default()
    };
    let result = run(&mut platform, 11, GREETING, target);
    (platform, result)
}

#[test]
fn two_editors_never_lose_an_edit_without_a_typed_conflict() {
    let same = json!({"firstMessage": "theirs"});
    let other = json!({"globalPrompt": "theirs"});
    for theirs in [&same, &other] {
        let (mut platform, result) = meet(theirs.clone(), OnConflict::Refuse);
        let error = result.unwrap_err();
        let cause = error.cause.as_ref().unwrap();
        assert_eq!(cause.kind, Kind::DraftConflict, "{}", error.message);
        let branch = platform.live_branch();
        let draft = platform.draft_config(&branch).expect("their draft stays");
        for (name, value) in theirs.as_object().unwrap() {
            assert_eq!(draft[name], *value);
        }
        assert_eq!(platform.active(), platform.previous.clone());
    }
    let (mut platform, result) = meet(other, OnConflict::Merge);
    result.unwrap();
    assert_eq!(platform.resolved()["globalPrompt"], "theirs");
    assert_eq!(platform.resolved()["firstMessage"], GREETING);
    let (_, result) = meet(same.clone(), OnConflict::Merge);
    let error = result.unwrap_err();
    assert_eq!(error.code, "merge_conflict");
    let clash = &error.cause.as_ref().unwrap().details["clashes"][0];
    assert_eq!(clash["theirs"], "theirs");
    assert_eq!(clash["ours"], GREETING);
    let (mut platform, result) = meet(same, OnConflict::Overwrite);
    result.unwrap();
    assert_eq!(platform.resolved()["firstMessage"], GREETING);
}

#[test]
fn somebody_elses_publish_is_not_undone_nor_taken_for_ours() {
    let mut platform = Platform::new(13, options());
    platform.intrusion = Some(Intrusion {
        after: Step::Read,
        deed: Deed::Publishes(json!({"globalPrompt": "theirs"})),
    });
    let error = run(&mut platform, 13, GREETING, Target::default()).unwrap_err();
    assert_eq!(platform.resolved()["globalPrompt"], "theirs");
    assert_ne!(platform.resolved()["firstMessage"], GREETING);
    assert!(
        error.cause.as_ref().unwrap().kind.is_conflict(),
        "{}",
        error.message
    );
}

#[test]
fn a_cancelled_publish_is_its_own_outcome() {
    let mut platform = Platform::new(17, options());
    platform.intrusion = Some(Intrusion {
        after: Step::Publish,
        deed: Deed::Cancels,
    });
    let error = run(&mut platform, 17, GREETING, Target::default()).unwrap_err();
    assert_eq!(error.code, "publish_cancelled", "{}", error.message);
}

#[test]
fn a_freeze_is_waited_out_or_told() {
    for wait_out_freeze in [true, false] {
        let mut platform = Platform::new(19, options());
        platform.emulator.set_freeze(true);
        platform.thaws_at_ms = Some(platform.now_ms + 15_000);
        let target = Target {
            wait_out_freeze,
            ..Target::default()
        };
        let result = run(&mut platform, 19, GREETING, target);
        assert_eq!(result.is_ok(), wait_out_freeze);
        if let Err(error) = result {
            assert_eq!(error.cause.as_ref().unwrap().kind, Kind::ConfigFrozen);
        }
    }
}

#[test]
fn a_migration_in_mid_flight_loses_no_edit() {
    for after in [
        Step::Read,
        Step::Fork,
        Step::Edit,
        Step::Confirm,
        Step::Diff,
        Step::Publish,
        Step::Check,
        Step::Recheck,
    ] {
        let versions = Options {
            generation: emulator::Generation::Versions,
            ..options()
        };
        let mut platform = Platform::new(23, versions);
        platform.intrusion = Some(Intrusion {
            after,
            deed: Deed::Migrates,
        });
        let report = run(&mut platform, 23, GREETING, Target::default())
            .unwrap_or_else(|error| panic!("{after:?}: {}", error.message));
        assert_eq!(report["generation"], "branches", "{after:?}");
        assert_eq!(report["versionId"], platform.active().as_str());
        assert_eq!(platform.resolved()["firstMessage"], GREETING);
    }
}

#[test]
fn a_publish_that_nobody_waits_for_never_goes_live() {
    each_seed(1..=40, |seed| {
        let mut platform = Platform::new(
            seed,
            Options {
                check_duration_ms: LIMITS.deadline_ms + 10_000,
                ..options()
            },
        );
        let error = run(&mut platform, seed, GREETING, Target::default()).unwrap_err();
        assert_eq!(error.code, "deadline_exceeded");
        assert_eq!(error.details["draftDiscarded"], true, "{}", error.message);
        platform.now_ms += 100_000;
        assert_eq!(platform.active(), platform.previous.clone());
        let branch = platform.live_branch();
        assert_eq!(platform.draft_config(&branch), None);
    });
}

#[test]
fn after_a_failed_check_the_next_release_goes_through() {
    let mut platform = Platform::new(37, options());
    let error = run(&mut platform, 37, BANNED, Target::default()).unwrap_err();
    assert_eq!(error.details["draftDiscarded"], true, "{}", error.message);
    run(&mut platform, 37, GREETING, Target::default()).unwrap();
}

#[test]
fn a_field_that_the_platform_drops_is_named_and_nothing_is_left() {
    let mut platform = Platform::new(41, options());
    let patch = json!({"firstMessage": GREETING, "firstMesage": "typo"}).into();
    let input = ReleaseInput::new(&platform.agent_id, &patch, None, None, Polling::default());
    let input = input.unwrap();
    let start = Start::anew(Call::Release, &platform.agent_id);
    let flow = Flow::new("release", LIMITS, platform.now_ms, 41, move |port| {
        release(port, &input, &Known::default(), &start)
    });
    let error = platform.drive(flow).unwrap_err();
    assert_eq!(error.code, "not_confirmed");
    assert!(error.message.contains("firstMesage"), "{}", error.message);
    assert_eq!(error.details["draftDiscarded"], true, "{}", error.message);
    let branch = platform.live_branch();
    assert_eq!(platform.draft_config(&branch), None);
}

#[test]
fn an_empty_object_in_a_patch_is_nobody_elses_change() {
    let mut platform = Platform::new(43, options());
    let patch = json!({"firstMessage": GREETING, "defaultVariables": {}}).into();
    let input = ReleaseInput::new(&platform.agent_id, &patch, None, None, Polling::default());
    let input = input.unwrap();
    let start = Start::anew(Call::Release, &platform.agent_id);
    let flow = Flow::new("release", LIMITS, platform.now_ms, 43, move |port| {
        release(port, &input, &Known::default(), &start)
    });
    platform.drive(flow).unwrap();
}
