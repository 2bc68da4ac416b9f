//! Schedules, and what must hold after each.

use super::network::Fault;
use super::platform::{Deed, Faults, Intrusion, LIMITS, Platform};
use super::random::Random;
use atoms_lifecycle::core::check::Polling;
use atoms_lifecycle::core::error::Error;
use atoms_lifecycle::core::flow::Flow;
use atoms_lifecycle::core::json::Json;
use atoms_lifecycle::core::model::checkpoint::Call;
use atoms_lifecycle::core::model::report::Step;
use atoms_lifecycle::core::release::{Known, ReleaseInput, Start, plan, release, rollback};
use atoms_lifecycle::emulator::Options;
use serde_json::json;

pub const GREETING: &str = "Hello from the simulation!";
pub const BANNED: &str = "banned words";

fn input(agent_id: &str, first_message: &str) -> ReleaseInput {
    let patch = json!({"firstMessage": first_message, "slmModel": "gpt-4o"}).into();
    ReleaseInput::new(agent_id, &patch, Some("v2"), None, Polling::default()).unwrap()
}

fn options() -> Options {
    Options {
        fail_checks_containing: vec![BANNED.into()],
        ..Options::default()
    }
}

fn run_release(platform: &mut Platform, seed: u64, message: &str) -> Result<Json, Error> {
    let input = input(&platform.agent_id, message);
    let start = Start::anew(Call::Release, &platform.agent_id);
    let flow = Flow::new("release", LIMITS, platform.now_ms, seed, move |port| {
        release(port, &input, &Known::default(), &start)
    });
    platform.drive(flow)
}

/// What must hold whatever happened.
fn assert_sound(platform: &mut Platform, result: &Result<Json, Error>, before: usize) {
    let versions = platform.versions();
    let active: Vec<_> = versions
        .iter()
        .filter(|version| version["isActive"] == true)
        .collect();
    assert_eq!(active.len(), 1, "exactly one version is active");
    let check = &active[0]["securityCheck"]["status"];
    assert!(
        check.is_null() || check == "passed",
        "a version whose check is {check} serves"
    );
    assert!(
        versions.len() <= before + 1,
        "one release made {} versions",
        versions.len() - before
    );
    let active = active[0]["_id"].as_str().unwrap().to_owned();
    match result {
        Ok(report) => {
            assert_eq!(report["outcome"], "released");
            assert_eq!(
                report["versionId"],
                active.as_str(),
                "the report names what serves"
            );
            assert_eq!(platform.resolved()["firstMessage"], GREETING);
            assert!(platform.drafts().is_empty(), "a draft is left");
        }
        Err(error) => {
            let step = error.details["step"].as_str().unwrap();
            let discarded = &error.details["draftDiscarded"];
            if !matches!(step, "activate" | "verify") {
                assert_ne!(
                    Some(active.as_str()),
                    error.details["ids"]["versionId"].as_str(),
                    "it serves, though the error says that it stopped at {step}"
                );
            }
            if *discarded != false {
                assert!(
                    platform.drafts().is_empty(),
                    "a draft is left, and the error does not say so: {}",
                    error.message
                );
            }
            if step == "publish" && *discarded == true {
                assert_eq!(
                    versions.len(),
                    before,
                    "a version came of a discarded draft"
                );
            }
        }
    }
}

/// Runs every seed, says which one failed, and how many there were: the
/// benchmark reads it.
pub fn each_seed(
    seeds: impl IntoIterator<Item = u64>,
    schedule: impl Fn(u64) + std::panic::RefUnwindSafe,
) {
    let only = std::env::var("SEED").ok();
    let only: Option<u64> = only.map(|seed| seed.parse().expect("SEED must be a number"));
    let mut schedules = 0;
    for seed in seeds {
        if only.is_some_and(|only| only != seed) {
            continue;
        }
        if let Err(panic) = std::panic::catch_unwind(|| schedule(seed)) {
            eprintln!("the schedule of SEED={seed} failed");
            std::panic::resume_unwind(panic);
        }
        schedules += 1;
    }
    println!("{schedules} schedules");
}

#[test]
fn without_faults_a_release_takes_few_requests_and_no_time_but_the_check() {
    each_seed(1..=50, |seed| {
        let mut platform = Platform::new(seed, options());
        let began_ms = platform.now_ms;
        let result = run_release(&mut platform, seed, GREETING);
        assert_sound(&mut platform, &result, 1);
        let report = result.unwrap();
        let requests = report["requests"].as_u64().unwrap();
        assert!(requests <= 22, "{requests} requests");
        let overhead_ms = platform.now_ms - began_ms - 6_000;
        assert!(overhead_ms <= 2_000, "{overhead_ms} ms over the check");
    });
}

#[test]
fn every_fault_at_every_request() {
    for fault in [
        Fault::DroppedBefore,
        Fault::DroppedAfter,
        Fault::Late,
        Fault::RateLimited,
        Fault::FailedBefore,
        Fault::FailedAfter,
        Fault::Truncated,
        Fault::Empty,
    ] {
        let mut released = 0;
        for request in 1..=24 {
            let schedule = || {
                let mut platform = Platform::new(7, options());
                platform.faults = Faults::Once(fault, request);
                let result = run_release(&mut platform, 7, GREETING);
                platform.faults = Faults::None;
                assert_sound(&mut platform, &result, 1);
                result.is_ok()
            };
            match std::panic::catch_unwind(schedule) {
                Ok(ok) => released += u32::from(ok),
                Err(panic) => {
                    eprintln!("{fault:?} at request {request} failed");
                    std::panic::resume_unwind(panic);
                }
            }
        }
        assert_eq!(released, 24, "{fault:?}: a single fault stopped a release");
    }
}

#[test]
fn any_faults() {
    each_seed(1..=600, |seed| {
        let mut platform = Platform::new(seed, options());
        platform.faults = Faults::OneIn(2 + seed % 9);
        let result = run_release(&mut platform, seed, GREETING);
        platform.faults = Faults::None;
        assert_sound(&mut platform, &result, 1);
    });
}

#[test]
fn a_failed_check_never_serves() {
    each_seed(1..=200, |seed| {
        let mut platform = Platform::new(seed, options());
        platform.faults = Faults::OneIn(10);
        let result = run_release(&mut platform, seed, BANNED);
        platform.faults = Faults::None;
        assert!(result.is_err());
        assert_sound(&mut platform, &result, 1);
        assert_eq!(platform.active(), platform.previous.clone());
    });
}

#[test]
fn somebody_elses_activation_is_never_overwritten_in_silence() {
    for after in [
        Step::Read,
        Step::Fork,
        Step::Edit,
        Step::Diff,
        Step::Publish,
        Step::Check,
    ] {
        each_seed(1..=40, |seed| {
            let mut platform = Platform::new(seed, options());
            let theirs = platform.publish("theirs");
            let deed = Deed::Activates(theirs.clone());
            platform.intrusion = Some(Intrusion { after, deed });
            let result = run_release(&mut platform, seed, GREETING);
            assert_sound(&mut platform, &result, 2);
            let error = result.unwrap_err();
            assert_eq!(error.code, "active_version_changed", "{}", error.message);
            assert_eq!(platform.active(), theirs);
        });
    }
}

#[test]
fn a_plan_leaves_nothing() {
    each_seed(1..=200, |seed| {
        let mut platform = Platform::new(seed, options());
        platform.faults = Faults::OneIn(12);
        let input = input(&platform.agent_id, GREETING);
        let start = Start::anew(Call::Plan, &platform.agent_id);
        let flow = Flow::new("plan", LIMITS, platform.now_ms, seed, move |port| {
            plan(port, &input, &Known::default(), &start)
        });
        let result = platform.drive(flow);
        platform.faults = Faults::None;
        assert_eq!(platform.active(), platform.previous.clone());
        assert_eq!(platform.versions().len(), 1);
        let told = result.is_err_and(|error| error.details["draftDiscarded"] == false);
        assert!(told || platform.drafts().is_empty(), "a draft is left");
    });
}

#[test]
fn a_rollback_ends_on_the_version_that_served_before() {
    each_seed(1..=200, |seed| {
        let mut random = Random::new(seed);
        let mut platform = Platform::new(seed, options());
        let first = platform.previous.clone();
        run_release(&mut platform, seed, GREETING).unwrap();
        let is_calm = random.once_in(4);
        if !is_calm {
            platform.faults = Faults::OneIn(4 + random.below(20));
        }
        let start = Start::anew(Call::Rollback, &platform.agent_id);
        let flow = Flow::new("rollback", LIMITS, platform.now_ms, seed, move |port| {
            rollback(
                port,
                None,
                Polling::default(),
                false,
                &Known::default(),
                &start,
            )
        });
        let result = platform.drive(flow);
        platform.faults = Faults::None;
        assert_eq!(platform.versions().len(), 2);
        match result {
            Ok(report) => {
                assert_eq!(report["versionId"], first.as_str());
                assert_eq!(platform.active(), first);
            }
            Err(error) => assert!(!is_calm, "{}", error.message),
        }
    });
}
