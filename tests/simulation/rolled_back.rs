//! A rollback on a branch puts a revision over whatever the head is: it must
//! be the head that it was asked for, and it must be put there once.

use super::branches::options;
use super::driver::{
    Do, Ran, a_rollback, again, anew, checkpoint_of, drive, publish_on, run, run_until, run_with,
    serves,
};
use super::platform::Platform;
use super::shared_branch::{path_of, stage};
use atoms_lifecycle::core::model::checkpoint::{Call, DraftState};
use atoms_lifecycle::core::model::report::{Step, StepState};
use atoms_lifecycle::core::release::Start;
use atoms_lifecycle::emulator::Options;
use serde_json::json;

const RESTORE: &str = "/restore";

/// Something bad serves. The live branch's path as well.
fn bad(options: Options) -> (Platform, String) {
    let mut platform = Platform::new(3, options);
    let main = platform.live_branch();
    publish_on(&mut platform, &main, json!({"firstMessage": "bad"}));
    (platform, main)
}

/// What becomes of a rollback whose restore meets this.
fn restoring(platform: &mut Platform, what: Do) -> Ran {
    let start = anew(Call::Rollback, platform);
    run_until(platform, start, a_rollback(None), RESTORE, what)
}

fn resume(platform: &mut Platform, start: Start) -> Ran {
    run(platform, start, a_rollback(None))
}

#[test]
fn a_publish_since_the_checkpoint_is_not_undone() {
    let (mut platform, main) = bad(options());
    // It stops before it restores, with a checkpoint that says so.
    platform.emulator.set_freeze(true);
    let ran = restoring(&mut platform, Do::Go);
    let kept = checkpoint_of(ran.error());
    assert_eq!(kept.draft, DraftState::None);
    platform.emulator.set_freeze(false);
    publish_on(&mut platform, &main, json!({"firstMessage": "fixed"}));
    let ran = resume(&mut platform, Start::from(kept));
    assert_eq!(ran.error().code, "active_version_changed");
    assert_eq!(serves(&mut platform), "fixed");
}

#[test]
fn a_switch_since_the_checkpoint_is_not_undone() {
    let (mut platform, main) = bad(options());
    let ran = restoring(&mut platform, Do::Die);
    let revisions = platform.revisions(&main);
    stage(&mut platform, "other");
    let other = path_of(&mut platform, "staging");
    platform.ask("POST", &format!("{other}/live"), None);
    let ran = resume(&mut platform, again(&ran));
    assert_eq!(ran.error().code, "active_version_changed");
    assert_eq!(serves(&mut platform), "other");
    assert_eq!(platform.revisions(&main).len(), revisions.len());
}

#[test]
fn a_publish_while_it_looks_for_the_source_is_not_undone() {
    let (mut platform, main) = bad(options());
    let start = anew(Call::Rollback, &platform);
    let ran = run_with(
        &mut platform,
        start,
        a_rollback(None),
        Step::Read,
        |platform| {
            publish_on(platform, &main, json!({"firstMessage": "fixed"}));
        },
    );
    assert_eq!(ran.error().code, "active_version_changed");
    assert_eq!(checkpoint_of(ran.error()).draft, DraftState::None);
    assert_eq!(serves(&mut platform), "fixed");
}

#[test]
fn a_publish_right_before_the_restore_is_found_out_afterwards() {
    let (mut platform, main) = bad(options());
    let start = anew(Call::Rollback, &platform);
    let mut crossed = |platform: &mut Platform, line: &str| {
        if line.ends_with(RESTORE) {
            publish_on(platform, &main, json!({"firstMessage": "fixed"}));
        }
        Do::Go
    };
    let call = a_rollback(None);
    let ran = drive(&mut platform, start, call, &mut |_, _| (), &mut crossed);
    assert_eq!(ran.error().code, "active_version_changed");
    let kept = checkpoint_of(ran.error());
    assert_eq!(kept.draft, DraftState::Published);
    // Taken up again it says the same, and restores nothing.
    let revisions = platform.revisions(&main).len();
    let ran = resume(&mut platform, Start::from(kept));
    assert_eq!(ran.error().code, "active_version_changed");
    assert_eq!(platform.revisions(&main).len(), revisions);
}

#[test]
fn one_checkpoint_restores_once_however_often_it_is_taken_up() {
    let (mut platform, main) = bad(options());
    let first = restoring(&mut platform, Do::Die);
    let revisions = platform.revisions(&main).len();
    let kept = first.at(Step::Read, StepState::Finished);
    for _ in 0..2 {
        let ran = resume(&mut platform, Start::from(kept.clone()));
        assert_eq!(ran.report()["outcome"], "rolledBack");
    }
    assert_eq!(platform.revisions(&main).len(), revisions + 1);
}

#[test]
fn an_abort_while_it_restores_leaves_the_outcome_open() {
    let (mut platform, main) = bad(options());
    let ran = restoring(&mut platform, Do::AbortAfter);
    let kept = checkpoint_of(ran.error());
    assert_eq!(kept.draft, DraftState::Publishing);
    let revisions = platform.revisions(&main).len();
    let ran = resume(&mut platform, Start::from(kept));
    assert_eq!(ran.report()["outcome"], "rolledBack");
    assert_eq!(platform.revisions(&main).len(), revisions);
}

#[test]
fn a_restore_that_is_delivered_twice_is_known_for_ours() {
    for restore_scans_again in [false, true] {
        let (mut platform, main) = bad(Options {
            restore_scans_again,
            ..options()
        });
        let source = platform.revisions(&main)[1]["_id"].clone();
        let path = format!("{main}/revisions/{}/restore", source.as_str().unwrap());
        let start = anew(Call::Rollback, &platform);
        let mut twice = |platform: &mut Platform, line: &str| {
            if line.ends_with(RESTORE) {
                platform.ask("POST", &path, None);
            }
            Do::Go
        };
        let call = a_rollback(None);
        let ran = drive(&mut platform, start, call, &mut |_, _| (), &mut twice);
        assert_eq!(ran.report()["outcome"], "rolledBack");
        assert_ne!(serves(&mut platform), "bad");
    }
}

#[test]
fn somebodys_publish_in_progress_is_a_refusal() {
    let (mut platform, main) = bad(options());
    let theirs = json!({"firstMessage": "fixed"});
    platform.ask("PUT", &format!("{main}/draft"), Some(theirs));
    platform.ask("POST", &format!("{main}/draft/publish"), Some(json!({})));
    let ran = restoring(&mut platform, Do::Go);
    assert_eq!(ran.error().code, "publish_in_progress");
    assert_eq!(checkpoint_of(ran.error()).draft, DraftState::None);
    platform.settle();
    assert_eq!(serves(&mut platform), "fixed");
}

#[test]
fn what_was_restored_is_known_by_its_id_however_much_came_since() {
    let (mut platform, main) = bad(options());
    let done = restoring(&mut platform, Do::Go);
    assert_eq!(done.last().draft, DraftState::Published);
    for number in 0..21 {
        let message = format!("later {number}");
        publish_on(&mut platform, &main, json!({"firstMessage": message}));
    }
    let ran = resume(&mut platform, again(&done));
    assert_eq!(ran.error().code, "active_version_changed");
    assert_eq!(serves(&mut platform), "later 20");
}
