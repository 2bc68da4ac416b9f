//! A release from far away: what it takes from the check's end to the version
//! that serves, on a clock that only waits and ways move.

use super::platform::{LIMITS, Platform};
use atoms_lifecycle::core::check::Polling;
use atoms_lifecycle::core::flow::{Action, Flow, Outcome, Turn};
use atoms_lifecycle::core::model::checkpoint::Call;
use atoms_lifecycle::core::model::report::Step;
use atoms_lifecycle::core::release::{Known, ReleaseInput, Start, release};
use atoms_lifecycle::emulator::{Generation, Options};
use serde_json::json;

/// From here to the platform; back it is as far.
const WAY_MS: u64 = 40;

#[derive(Debug, Default)]
struct Seen {
    published_ms: u64,
    activated_ms: u64,
    polls: u32,
    /// Reads of what earlier versions tell.
    lists: u32,
    slept_ms: u64,
}

/// Releases on an agent that was released to before.
fn release_from_afar(check_ms: u64, stop_after: Option<Step>) -> Seen {
    let mut platform = Platform::new(
        7,
        Options {
            check_duration_ms: check_ms,
            ..Options::default()
        },
    );
    platform.publish("Hello from before!");
    platform.now_ms += check_ms;
    release_on(&mut platform, stop_after)
}

fn release_on(platform: &mut Platform, stop_after: Option<Step>) -> Seen {
    let patch = json!({"firstMessage": "Hello from afar!"}).into();
    let agent_id = platform.agent_id.clone();
    let input = ReleaseInput::new(&agent_id, &patch, None, None, Polling::default()).unwrap();
    let start = Start::anew(Call::Release, &agent_id).until(stop_after);
    let mut flow = Flow::new("release", LIMITS, platform.now_ms, 7, move |port| {
        release(port, &input, &Known::default(), &start)
    });
    let mut seen = Seen::default();
    let mut came = None;
    loop {
        let action = match flow.turn(came.take(), platform.now_ms) {
            Turn::Finished(result) => {
                result.unwrap();
                return seen;
            }
            Turn::Act(action) => action,
        };
        came = Some(match action {
            Action::Sleep(ms) => {
                seen.slept_ms += ms;
                platform.now_ms += ms;
                Outcome::Done
            }
            Action::Report(_) => Outcome::Done,
            Action::Send { request, .. } => {
                platform.now_ms += WAY_MS;
                let path = request.path.as_str();
                if path.ends_with("/publish") {
                    seen.published_ms = platform.now_ms;
                } else if path.ends_with("/activate") {
                    seen.activated_ms = platform.now_ms;
                } else if path.contains("/versions/") {
                    seen.polls += 1;
                } else if path.contains("/versions?") {
                    seen.lists += 1;
                }
                let reply = platform.answer(&request);
                platform.now_ms += WAY_MS;
                reply
            }
        });
    }
}

#[test]
fn a_version_serves_two_round_trips_after_its_check() {
    for check_ms in [0, 300, 1_000, 6_000, 30_000] {
        let seen = release_from_afar(check_ms, None);
        let serves_ms = seen.activated_ms - seen.published_ms - check_ms;
        assert!(serves_ms <= 150 + 4 * WAY_MS, "{check_ms}: {seen:?}");
        // Every two seconds would be fifteen.
        assert!(seen.polls <= 12, "{check_ms}: {seen:?}");
    }
}

#[test]
fn a_check_that_takes_no_time_is_not_waited_for() {
    assert_eq!(release_from_afar(0, None).slept_ms, 0);
    let mut platform = Platform::new(
        7,
        Options {
            generation: Generation::Branches,
            check_duration_ms: 0,
            ..Options::default()
        },
    );
    // Of the second it is known that earlier ones took none.
    for _ in 0..2 {
        assert_eq!(release_on(&mut platform, None).slept_ms, 0);
    }
}

#[test]
fn a_release_that_stops_before_the_check_asks_for_no_earlier_ones() {
    assert!(release_from_afar(1_000, None).lists > 0);
    for step in [Step::Diff, Step::Publish] {
        assert_eq!(release_from_afar(1_000, Some(step)).lists, 0, "{step:?}");
    }
}
