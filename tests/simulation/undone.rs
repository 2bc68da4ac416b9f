//! What somebody undid stays undone: a call that is taken up again, from
//! whatever checkpoint was kept, does not switch traffic a second time.

use super::branches;
use super::platform::{LIMITS, Platform};
use super::schedules::GREETING;
use atoms_lifecycle::core::check::Polling;
use atoms_lifecycle::core::error::Error;
use atoms_lifecycle::core::fields::Fields;
use atoms_lifecycle::core::flow::{Action, Flow, Outcome, Turn};
use atoms_lifecycle::core::json::Json;
use atoms_lifecycle::core::model::checkpoint::{Call, Checkpoint, DraftState};
use atoms_lifecycle::core::release::{
    Known, ReleaseInput, Start, Target, promote, release, rollback,
};
use atoms_lifecycle::emulator::Options;
use serde_json::json;

/// A call to its end, and every checkpoint that was told of.
fn drive(
    platform: &mut Platform,
    start: Start,
    call: impl Fn(atoms_lifecycle::core::port::Port, &Start) -> Result<Json, Error> + 'static,
) -> (Result<Json, Error>, Vec<Checkpoint>) {
    let mut flow = Flow::new("call", LIMITS, platform.now_ms, 3, move |port| {
        call(port, &start)
    });
    let mut kept = Vec::new();
    let mut came = None;
    loop {
        came = Some(match flow.turn(came.take(), platform.now_ms) {
            Turn::Finished(result) => return (result, kept),
            Turn::Act(Action::Send { request, .. }) => platform.answer(&request),
            Turn::Act(Action::Sleep(ms)) => {
                platform.now_ms += ms;
                Outcome::Done
            }
            Turn::Act(Action::Report(progress)) => {
                let fields = Fields::of("checkpoint", &progress.checkpoint).unwrap();
                kept.push(Checkpoint::read(&fields).unwrap());
                Outcome::Done
            }
        });
    }
}

fn a_release(
    platform: &mut Platform,
    start: Start,
    message: &str,
) -> (Result<Json, Error>, Vec<Checkpoint>) {
    let patch = json!({"firstMessage": message}).into();
    let agent_id = &platform.agent_id;
    let input = ReleaseInput::new(agent_id, &patch, None, None, Polling::default()).unwrap();
    drive(platform, start, move |port, start| {
        release(port, &input, &Known::default(), start)
    })
}

fn activate(platform: &mut Platform, version_id: &str) {
    platform.now_ms += 60_000;
    let path = format!(
        "/agent/{}/versions/{version_id}/activate",
        platform.agent_id
    );
    platform.ask("PATCH", &path, None);
    assert_eq!(platform.active(), version_id);
}

#[test]
fn a_release_that_was_rolled_back_is_not_activated_again() {
    let mut platform = Platform::new(3, Options::default());
    let before = platform.active();
    let anew = Start::anew(Call::Release, &platform.agent_id);
    let (released, kept) = a_release(&mut platform, anew, GREETING);
    released.unwrap();
    assert!(kept.last().unwrap().activated);
    activate(&mut platform, &before);
    let mut tried = 0;
    for checkpoint in kept {
        // One from before the publish begins a release of its own.
        if !matches!(
            checkpoint.draft,
            DraftState::Publishing | DraftState::Published
        ) {
            continue;
        }
        tried += 1;
        let (resumed, _) = a_release(&mut platform, Start::from(checkpoint), GREETING);
        assert_eq!(resumed.unwrap_err().code, "not_verified");
        assert_eq!(platform.active(), before);
        assert_eq!(platform.versions().len(), 2);
    }
    assert!(tried >= 6, "{tried}");
}

#[test]
fn a_rollback_that_was_undone_is_not_repeated() {
    let mut platform = Platform::new(3, Options::default());
    let before = platform.active();
    let anew = Start::anew(Call::Release, &platform.agent_id);
    a_release(&mut platform, anew, GREETING).0.unwrap();
    let released = platform.active();
    let back = |platform: &mut Platform, start: Start| {
        drive(platform, start, |port, start| {
            rollback(
                port,
                None,
                Polling::default(),
                false,
                &Known::default(),
                start,
            )
        })
    };
    let anew = Start::anew(Call::Rollback, &platform.agent_id);
    let (rolled_back, kept) = back(&mut platform, anew);
    rolled_back.unwrap();
    assert_eq!(platform.active(), before);
    activate(&mut platform, &released);
    let (resumed, _) = back(&mut platform, Start::from(kept.last().unwrap().clone()));
    assert_eq!(resumed.unwrap_err().code, "not_verified");
    assert_eq!(platform.active(), released);
}

#[test]
fn a_promotion_that_was_undone_is_not_repeated() {
    let mut platform = Platform::new(3, branches::options());
    let main = platform.live_branch();
    let before = platform.active();
    let staging = Target {
        branch: Some("staging".into()),
        create_branch: true,
        go_live: false,
        ..Target::default()
    };
    branches::run(&mut platform, 3, GREETING, staging).unwrap();
    let promoted = |platform: &mut Platform, start: Start| {
        drive(platform, start, |port, start| {
            promote(port, "staging", false, &Known::default(), start)
        })
    };
    let anew = Start::anew(Call::Promote, &platform.agent_id);
    let (result, kept) = promoted(&mut platform, anew);
    result.unwrap();
    platform.ask("POST", &format!("{main}/live"), None);
    assert_eq!(platform.active(), before);
    let (resumed, _) = promoted(&mut platform, Start::from(kept.last().unwrap().clone()));
    assert_eq!(resumed.unwrap_err().code, "not_verified");
    assert_eq!(platform.active(), before);
}
