//! What others do on a branch while a call works there: nothing of theirs is
//! published, made live, stopped or put over in silence.

use super::branches::options;
use super::driver::{
    CallFn, Do, Ran, a_release, a_release_onto, again, anew, checkpoint_of, drive, known,
    publish_on, run, run_until, run_with, serves,
};
use super::platform::Platform;
use atoms_lifecycle::core::check::Polling;
use atoms_lifecycle::core::model::checkpoint::Call;
use atoms_lifecycle::core::model::report::Step;
use atoms_lifecycle::core::release::ReleaseInput;
use atoms_lifecycle::core::release::{
    MergeInput, OnConflict, OpenDraft, Start, Target, merge_branch, plan, promote,
};
use atoms_lifecycle::emulator::Options;
use serde_json::{Value, json};

fn theirs() -> Value {
    json!({"globalPrompt": "theirs"})
}

fn their_prompt(platform: &mut Platform) -> bool {
    platform.resolved()["globalPrompt"] == "theirs"
}

fn staging(go_live: bool) -> Target {
    Target {
        branch: Some("staging".into()),
        create_branch: true,
        go_live,
        ..Target::default()
    }
}

/// Stages a first message on a branch of its own.
pub fn stage(platform: &mut Platform, message: &str) {
    let patch = json!({"firstMessage": message});
    let call = a_release_onto(platform, patch, staging(false), None);
    let start = anew(Call::Release, platform);
    run(platform, start, call).report();
}

/// The path of the branch of that name.
pub fn path_of(platform: &mut Platform, name: &str) -> String {
    let all = platform.branches();
    let found = all.iter().find(|it| it["branch"]["name"] == name).unwrap();
    let id = found["branch"]["_id"].as_str().unwrap();
    format!("/agent/{}/branches/{id}", platform.agent_id)
}

fn edit_draft(platform: &mut Platform, branch: &str, patch: Value) {
    platform.ask("PUT", &format!("{branch}/draft"), Some(patch));
}

/// Begins a publish, whose check goes on.
fn begin_publish(platform: &mut Platform, branch: &str, patch: Value) {
    edit_draft(platform, branch, patch);
    platform.ask("POST", &format!("{branch}/draft/publish"), Some(json!({})));
}

fn a_promotion() -> CallFn {
    Box::new(|port, start| promote(port, "staging", false, &known(None), start))
}

fn a_merge() -> CallFn {
    let input = MergeInput {
        from: "staging".into(),
        into: "Main".into(),
        preview: false,
    };
    Box::new(move |port, start| merge_branch(port, &input, &known(None), start))
}

/// A release on the live branch, with this happening to its publish.
fn release_until_publish(platform: &mut Platform, target: Target, what: Do) -> Ran {
    let call = a_release_onto(platform, json!({"firstMessage": "ours"}), target, None);
    let start = anew(Call::Release, platform);
    run_until(platform, start, call, "/draft/publish", what)
}

#[test]
fn a_publish_that_was_aborted_is_stopped_or_told_of() {
    for publish_synchronously in [true, false] {
        let mut platform = Platform::new(
            3,
            Options {
                publish_synchronously,
                ..options()
            },
        );
        let before = platform.active();
        let ran = release_until_publish(&mut platform, Target::default(), Do::AbortAfter);
        platform.settle();
        let says_discarded = ran.error().details["draftDiscarded"] == true;
        assert_eq!(says_discarded, platform.active() == before);
        assert_eq!(says_discarded, !publish_synchronously);
    }
}

#[test]
fn an_aborted_publish_of_a_shared_draft_does_not_go_live_by_itself() {
    for on_conflict in [OnConflict::Refuse, OnConflict::Merge] {
        let mut platform = Platform::new(3, options());
        let main = platform.live_branch();
        edit_draft(&mut platform, &main, theirs());
        let target = Target {
            open_draft: OpenDraft::Include,
            on_conflict,
            ..Target::default()
        };
        let before = platform.active();
        release_until_publish(&mut platform, target, Do::AbortAfter);
        platform.settle();
        assert_eq!(platform.active(), before);
        assert_eq!(
            platform.draft_config(&main).unwrap()["globalPrompt"],
            "theirs"
        );
    }
}

#[test]
fn only_our_own_publish_is_cancelled() {
    let mut platform = Platform::new(3, options());
    let main = platform.live_branch();
    let ran = release_until_publish(&mut platform, Target::default(), Do::DieAfter);
    platform.settle();
    begin_publish(&mut platform, &main, theirs());
    let call = a_release(&platform, "ours", None);
    drive(
        &mut platform,
        again(&ran),
        call,
        &mut |_, _| (),
        &mut |_, line| {
            if line.contains("/revisions") {
                Do::AbortBefore
            } else {
                Do::Go
            }
        },
    );
    platform.settle();
    assert!(their_prompt(&mut platform), "their publish was cancelled");
}

#[test]
fn a_draft_that_somebody_discarded_is_not_called_published() {
    let mut platform = Platform::new(3, options());
    let main = platform.live_branch();
    let call = a_release(&platform, "ours", None);
    let start = anew(Call::Release, &platform);
    let ran = run_with(&mut platform, start, call, Step::Publish, |platform| {
        platform.ask("DELETE", &format!("{main}/draft"), None);
    });
    let message = &ran.error().message;
    assert!(message.contains("somebody discarded it"), "{message}");
    assert!(!message.contains("was published"), "{message}");
}

#[test]
fn an_edit_that_may_still_arrive_is_not_called_discarded() {
    let mut platform = Platform::new(3, options());
    let main = platform.live_branch();
    let call = a_release(&platform, "ours", None);
    let start = anew(Call::Release, &platform);
    let ran = drive(
        &mut platform,
        start,
        call,
        &mut |_, _| (),
        &mut |_, line| {
            if line.starts_with("PUT") {
                Do::AbortBefore
            } else {
                Do::Go
            }
        },
    );
    assert_eq!(ran.error().details["draftDiscarded"], false);
    // It arrives, and is known for ours.
    edit_draft(&mut platform, &main, json!({"firstMessage": "ours"}));
    let call = a_release(&platform, "ours", None);
    let start = Start::from(checkpoint_of(ran.error()));
    run(&mut platform, start, call).report();
    assert_eq!(serves(&mut platform), "ours");
}

#[test]
fn an_edit_of_the_draft_after_our_look_is_not_published_in_silence() {
    for step in [Step::Edit, Step::Confirm, Step::Diff, Step::Recheck] {
        let mut platform = Platform::new(3, options());
        let main = platform.live_branch();
        let call = a_release(&platform, "ours", None);
        let start = anew(Call::Release, &platform);
        let ran = run_with(&mut platform, start, call, step, |platform| {
            edit_draft(platform, &main, theirs());
        });
        let conflict = ran.error().cause.as_ref().unwrap();
        let is_late = step == Step::Recheck;
        assert_eq!(their_prompt(&mut platform), is_late, "{step:?}");
        assert_eq!(conflict.code == "published_with_other_changes", is_late);
    }
}

#[test]
fn a_release_that_is_taken_up_looks_for_edits_as_well() {
    let mut platform = Platform::new(3, options());
    let main = platform.live_branch();
    let call = a_release(&platform, "ours", None);
    let start = anew(Call::Release, &platform).until(Some(Step::Diff));
    let ran = run(&mut platform, start, call);
    let call = a_release(&platform, "ours", None);
    let ran = run_with(&mut platform, again(&ran), call, Step::Edit, |platform| {
        edit_draft(platform, &main, theirs());
    });
    assert!(!ran.is_ok() && !their_prompt(&mut platform));
}

#[test]
fn an_object_without_fields_hides_nobodys_edit() {
    let mut platform = Platform::new(3, options());
    let main = platform.live_branch();
    let patch = json!({"firstMessage": "ours", "defaultVariables": {}});
    let call = a_release_onto(&platform, patch, Target::default(), None);
    let start = anew(Call::Release, &platform);
    let ran = run_with(&mut platform, start, call, Step::Edit, |platform| {
        let patch = json!({"defaultVariables": {"name": "theirs"}});
        edit_draft(platform, &main, patch);
    });
    assert!(!ran.is_ok());
    assert_ne!(platform.resolved()["defaultVariables"]["name"], "theirs");
}

#[test]
fn a_plan_discards_nobodys_edit() {
    let mut platform = Platform::new(3, options());
    let main = platform.live_branch();
    let patch = json!({"firstMessage": "ours"}).into();
    let input = ReleaseInput::new(&platform.agent_id, &patch, None, None, Polling::default());
    let input = input.unwrap();
    let call: CallFn = Box::new(move |port, start| plan(port, &input, &known(None), start));
    let start = anew(Call::Plan, &platform);
    let ran = run_with(&mut platform, start, call, Step::Diff, |platform| {
        edit_draft(platform, &main, theirs());
    });
    assert!(!ran.is_ok());
    assert_eq!(
        platform.draft_config(&main).unwrap()["globalPrompt"],
        "theirs"
    );
}

#[test]
fn a_publish_or_a_rollback_that_crosses_ours_is_found_out() {
    let mut platform = Platform::new(3, options());
    let main = platform.live_branch();
    let first = platform.active();
    publish_on(&mut platform, &main, json!({"globalPrompt": "bad"}));
    let call = a_release(&platform, "ours", None);
    let start = anew(Call::Release, &platform);
    let ran = run_with(&mut platform, start, call, Step::Recheck, |platform| {
        platform.ask("POST", &format!("{main}/revisions/{first}/restore"), None);
    });
    assert_eq!(ran.error().cause.as_ref().unwrap().code, "branch_changed");
}

#[test]
fn a_release_that_is_taken_up_stays_on_its_branch() {
    for what in [Do::Die, Do::DieAfter] {
        let mut platform = Platform::new(3, options());
        stage(&mut platform, "staged");
        let staged = path_of(&mut platform, "staging");
        let ran = release_until_publish(&mut platform, Target::default(), what);
        platform.settle();
        platform.ask("POST", &format!("{staged}/live"), None);
        let call = a_release(&platform, "ours", None);
        let ran = run(&mut platform, again(&ran), call);
        assert!(!ran.is_ok());
        assert_eq!(serves(&mut platform), "staged");
        assert_eq!(platform.revisions(&staged).len(), 1);
    }
}

#[test]
fn a_release_that_is_taken_up_knows_its_branch_by_another_name() {
    let mut platform = Platform::new(3, options());
    let ran = release_until_publish(&mut platform, staging(false), Do::DieAfter);
    platform.settle();
    let staged = path_of(&mut platform, "staging");
    platform.ask("PATCH", &staged, Some(json!({"name": "renamed"})));
    let patch = json!({"firstMessage": "ours"});
    let call = a_release_onto(&platform, patch, staging(false), None);
    run(&mut platform, again(&ran), call).report();
    assert_eq!(platform.branches().len(), 2);
}

#[test]
fn a_promotion_that_is_taken_up_puts_nothing_over_a_publish() {
    let mut platform = Platform::new(3, options());
    let main = platform.live_branch();
    stage(&mut platform, "staged");
    platform.emulator.set_freeze(true);
    let start = anew(Call::Promote, &platform);
    let ran = run(&mut platform, start, a_promotion());
    platform.emulator.set_freeze(false);
    publish_on(&mut platform, &main, theirs());
    let start = Start::from(checkpoint_of(ran.error()));
    assert!(!run(&mut platform, start, a_promotion()).is_ok());
    assert!(their_prompt(&mut platform));
}

#[test]
fn nobodys_staged_revision_goes_live_with_a_switch_of_ours() {
    for is_promotion in [true, false] {
        let mut platform = Platform::new(3, options());
        stage(&mut platform, "staged");
        let staged = path_of(&mut platform, "staging");
        let patch = json!({"firstMessage": "ours"});
        let (call, name) = if is_promotion {
            (a_promotion(), Call::Promote)
        } else {
            let call = a_release_onto(&platform, patch, staging(true), None);
            (call, Call::Release)
        };
        let start = anew(name, &platform);
        let ran = run_with(&mut platform, start, call, Step::Check, |platform| {
            publish_on(platform, &staged, theirs());
        });
        assert_eq!(ran.error().cause.as_ref().unwrap().code, "branch_changed");
        assert!(!their_prompt(&mut platform));
    }
}

#[test]
fn what_serves_by_then_is_not_called_staged() {
    let mut platform = Platform::new(3, options());
    stage(&mut platform, "staged");
    let staged = path_of(&mut platform, "staging");
    let patch = json!({"firstMessage": "ours"});
    let call = a_release_onto(&platform, patch, staging(false), None);
    let start = anew(Call::Release, &platform);
    let ran = run_with(&mut platform, start, call, Step::Publish, |platform| {
        platform.ask("POST", &format!("{staged}/live"), None);
    });
    assert!(!ran.is_ok());
}

#[test]
fn a_merge_stops_nobodys_publish_and_is_put_over_none() {
    let mut platform = Platform::new(3, options());
    let main = platform.live_branch();
    stage(&mut platform, "staged");
    begin_publish(&mut platform, &main, theirs());
    let start = anew(Call::MergeBranch, &platform);
    assert!(!run(&mut platform, start, a_merge()).is_ok());
    platform.settle();
    assert!(their_prompt(&mut platform));

    let start = anew(Call::MergeBranch, &platform);
    let ran = run_with(&mut platform, start, a_merge(), Step::Diff, |platform| {
        publish_on(platform, &main, json!({"firstMessage": "theirs"}));
    });
    assert_eq!(ran.error().cause.as_ref().unwrap().code, "branch_changed");
}

#[test]
fn a_release_stops_nobodys_publish() {
    for open_draft in [OpenDraft::Refuse, OpenDraft::Include, OpenDraft::Replace] {
        let mut platform = Platform::new(3, options());
        let main = platform.live_branch();
        begin_publish(&mut platform, &main, theirs());
        let target = Target {
            open_draft,
            ..Target::default()
        };
        let patch = json!({"firstMessage": "ours"});
        let call = a_release_onto(&platform, patch, target, None);
        let start = anew(Call::Release, &platform);
        let ran = run(&mut platform, start, call);
        assert_eq!(
            ran.error().cause.as_ref().unwrap().code,
            "publish_in_progress"
        );
        platform.settle();
        assert!(their_prompt(&mut platform));
    }
}

#[test]
fn reads_that_lag_make_no_release_unchanged() {
    let mut platform = Platform::new(
        3,
        Options {
            read_lag_ms: 3_000,
            check_duration_ms: 1_000,
            ..options()
        },
    );
    let main = platform.live_branch();
    let before = serves(&mut platform);
    begin_publish(&mut platform, &main, json!({"firstMessage": "theirs"}));
    platform.now_ms += 1_500;
    let call = a_release(&platform, &before, None);
    let start = anew(Call::Release, &platform);
    run(&mut platform, start, call);
    platform.settle();
    assert_eq!(serves(&mut platform), before, "it was taken for unchanged");
}
