//! A call whose version was activated before the organisation was migrated:
//! on branches that is only looked at, and not done again.

use super::driver::{a_release, a_rollback, again, anew, run, run_with, serves};
use super::platform::Platform;
use atoms_lifecycle::core::model::checkpoint::Call;
use atoms_lifecycle::core::model::report::{Generation, Step};
use atoms_lifecycle::emulator::Options;

/// An organisation with versions, where these served one after the other.
fn released(messages: &[&str]) -> Platform {
    let mut platform = Platform::new(3, Options::default());
    for message in messages {
        let call = a_release(&platform, message, None);
        let start = anew(Call::Release, &platform);
        run(&mut platform, start, call).report();
        platform.now_ms += 10_000;
    }
    platform
}

#[test]
fn a_rollback_goes_back_once() {
    for step in [Step::Read, Step::Check, Step::Recheck, Step::Activate] {
        let mut platform = released(&["one", "two", "three"]);
        let start = anew(Call::Rollback, &platform);
        let ran = run_with(&mut platform, start, a_rollback(None), step, |platform| {
            platform.emulator.migrate();
        });
        assert_eq!(ran.report()["outcome"], "rolledBack");
        assert_eq!(serves(&mut platform), "two", "migrated after {step:?}");
    }
}

#[test]
fn a_rollback_that_was_done_stays_as_it_is() {
    for known in [None, Some(Generation::Branches)] {
        let mut platform = released(&["one", "two", "three"]);
        let start = anew(Call::Rollback, &platform);
        let ran = run(&mut platform, start, a_rollback(None));
        platform.emulator.migrate();
        let ran = run(&mut platform, again(&ran), a_rollback(known));
        assert_eq!(ran.report()["outcome"], "rolledBack");
        assert_eq!(serves(&mut platform), "two");
    }
}

#[test]
fn a_release_that_was_undone_stays_undone() {
    for known in [None, Some(Generation::Branches)] {
        let mut platform = released(&["one"]);
        let call = a_release(&platform, "ours", None);
        let start = anew(Call::Release, &platform);
        let ran = run(&mut platform, start, call);
        platform.now_ms += 10_000;
        platform.emulator.migrate();
        let start = anew(Call::Rollback, &platform);
        run(&mut platform, start, a_rollback(None)).report();
        let call = a_release(&platform, "ours", known);
        let ran = run(&mut platform, again(&ran), call);
        assert_eq!(ran.error().code, "active_version_changed");
        assert_eq!(serves(&mut platform), "one");
    }
}
