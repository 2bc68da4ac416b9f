//! The wait for the platform's security check.

use super::error::{DEADLINE, Error, Kind};
use super::fields::Fields;
use super::instant;
use super::json::{Json, Object};
use super::model::facts::CheckFacts;
use super::port::Port;
use super::retry;
use super::text::fill;
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

/// How often to look at a security check.
#[derive(Debug, Clone, Copy)]
#[cfg_attr(
    feature = "declarations",
    derive(tsify::Tsify),
    serde(rename_all = "camelCase")
)]
pub struct Polling {
    /// The least between two polls, in milliseconds. Default 250.
    #[cfg_attr(feature = "declarations", tsify(optional, type = "number | undefined"))]
    pub min_interval_ms: u64,
    /// The most between two polls, in milliseconds. Default 3,000.
    #[cfg_attr(feature = "declarations", tsify(optional, type = "number | undefined"))]
    pub max_interval_ms: u64,
}

impl Default for Polling {
    fn default() -> Self {
        Self {
            min_interval_ms: 250,
            max_interval_ms: 3_000,
        }
    }
}

impl Polling {
    /// Reads it from what a caller passed.
    pub fn read(fields: &Fields) -> Result<Self, Error> {
        let defaults = Self::default();
        let millis = |name, default| Ok(fields.count(name)?.map_or(default, u64::from));
        Ok(Self {
            min_interval_ms: millis("minIntervalMs", defaults.min_interval_ms)?,
            max_interval_ms: millis("maxIntervalMs", defaults.max_interval_ms)?,
        })
    }
}

/// How long the check takes as a rule, by the platform's own guide.
const USUAL_DURATION_MS: u64 = 6_000;
/// Longer ones tell of something else, such as a queue that stood still.
const LONGEST_LEARNED_MS: u64 = 600_000;
/// Polls before a moment that was learned: the check may take less this time.
const POLLS_BEFORE: u64 = 5;

/// What a status string means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The version may be activated.
    Passed,
    /// It never may.
    Failed,
    /// Not decided, or a word that is not known yet.
    Waiting,
}

/// Reads a status in any letter case. A word that is not known means "not
/// finished": to guess that it failed would be as wrong as that it passed.
pub fn verdict(check: Option<&CheckFacts>) -> Verdict {
    let Some(status) = check.and_then(|check| check.status()) else {
        // A version older than the check has none, and nothing to wait for.
        return if check.is_none() {
            Verdict::Passed
        } else {
            Verdict::Waiting
        };
    };
    let is = |word: &str| status.eq_ignore_ascii_case(word);
    if is("passed") {
        Verdict::Passed
    } else if is("failed") || is("error") || is("errored") {
        Verdict::Failed
    } else {
        Verdict::Waiting
    }
}

/// The error of a check that did not pass: a version's, or a draft's, which
/// has no version yet.
pub fn failed(version_id: Option<&str>, check: &CheckFacts) -> Error {
    let reason = check.reason().unwrap_or("no reason given");
    let error = Error::new(
        Kind::SecurityCheckFailed,
        "security_check_failed",
        fill(
            "{} did not pass the security check: {}; change the config and release again",
            &[&checked(version_id), reason],
        ),
    )
    .with_detail("reason", check.reason());
    about(error, version_id, check.status())
}

/// The error of a wait that ended before the check did, and what was seen last.
fn still_waiting(mut error: Error, version_id: Option<&str>, last: Option<&CheckFacts>) -> Error {
    if error.code != DEADLINE {
        return error;
    }
    let status = last.and_then(CheckFacts::status).unwrap_or("unknown");
    error.message = fill(
        "{}; the security check of {} was still \"{}\"",
        &[&error.message, &checked(version_id), status],
    );
    about(error, version_id, Some(status))
}

fn checked(version_id: Option<&str>) -> String {
    version_id.map_or_else(|| "the draft".to_owned(), |id| fill("version {}", &[id]))
}

fn about(error: Error, version_id: Option<&str>, status: Option<&str>) -> Error {
    let error = error.with_detail("status", status);
    match version_id {
        Some(id) => error.with_detail("versionId", id),
        None => error,
    }
}

/// When the next check ends, in milliseconds from its beginning, by earlier
/// ones of the agent: the median of how long they took. A poll is on its way
/// for about as long as the look that told of them was, and sets out earlier.
pub fn learned_ms(checks: &[CheckFacts], look_took_ms: u64, polling: Polling) -> Option<u64> {
    let mut took = Vec::new();
    for check in checks {
        if let (Some(from), Some(to)) = (check.triggered_at(), check.completed_at())
            && let Some(ms) = instant::between_ms(from, to)
            && ms <= LONGEST_LEARNED_MS
        {
            took.push(ms);
        }
    }
    // Without sorting: they are a handful, and what sorts is larger than this.
    let half = took.len() / 2;
    let median = took.iter().find(|one| {
        let least = took.iter().filter(|it| it < one).count();
        let most = took.iter().filter(|it| it <= one).count();
        (least..most).contains(&half)
    })?;
    // A slow look tells more of the platform than of the way.
    Some(median.saturating_sub(look_took_ms.min(polling.min_interval_ms)))
}

/// The wait before the next poll.
///
/// The first comes soon, then waits grow with the time already spent, but
/// none oversleeps the moment when the check usually ends. After that moment
/// they start small and grow again. Where earlier checks tell that moment,
/// `learned_ms`, there are few polls before it.
fn interval_ms(elapsed_ms: u64, polling: Polling, learned_ms: Option<u64>, random: f64) -> u64 {
    let usual_ms = learned_ms.unwrap_or(USUAL_DURATION_MS);
    let (grown, left) = match usual_ms.checked_sub(elapsed_ms) {
        Some(left) if left > 0 => {
            let step = learned_ms.map_or(elapsed_ms / 2, |learned| learned / POLLS_BEFORE);
            (step, Some(left))
        }
        _ => ((elapsed_ms - usual_ms) / 2, None),
    };
    let grown = grown.max(polling.min_interval_ms);
    let jitter = 0.9 + 0.2 * random.clamp(0.0, 1.0);
    let spread = ((grown as f64) * jitter) as u64;
    let spread = match left {
        // Not before that moment, or the poll would come for nothing.
        Some(left) if spread + polling.min_interval_ms > left => left + 50,
        _ => spread,
    };
    spread.clamp(
        polling.min_interval_ms,
        polling.max_interval_ms.max(polling.min_interval_ms),
    )
}

/// Whether the first poll waits, too. The caller may come back long after the
/// publish: look first, then wait, unless there is nothing to see yet.
fn is_too_soon(learned_ms: Option<u64>, polling: Polling) -> bool {
    learned_ms.is_some_and(|learned| learned > polling.min_interval_ms)
}

/// What a look at a security check saw.
pub type Seen<'a> = (Verdict, Option<CheckFacts<'a>>);

/// Looks until the check passed, and reports it: a version's, or a draft's,
/// which has no version yet.
///
/// A look without an answer says nothing about the check, so it only counts
/// as no news; the deadline ends the wait.
pub fn wait<'a>(
    port: &Port,
    version_id: Option<&str>,
    polling: Polling,
    learned_ms: Option<u64>,
    on_poll: &dyn Fn(Json),
    look: &mut dyn FnMut() -> Result<Seen<'a>, Error>,
) -> Result<Json, Error> {
    let began = port.elapsed_ms();
    let mut polls = 0;
    let mut last: Option<CheckFacts> = None;
    loop {
        let waited = port.elapsed_ms() - began;
        let next_poll_ms = interval_ms(waited, polling, learned_ms, port.random());
        if polls > 0 || is_too_soon(learned_ms, polling) {
            on_poll(progress(last.as_ref(), polls, next_poll_ms));
            if let Err(error) = port.sleep(next_poll_ms) {
                return Err(still_waiting(error, version_id, last.as_ref()));
            }
        }
        polls += 1;
        match look() {
            Ok((Verdict::Passed, check)) => {
                let elapsed_ms = port.elapsed_ms() - began;
                return Ok(report(check, polls, elapsed_ms));
            }
            Ok((Verdict::Failed, check)) => {
                return Err(failed(version_id, &check.unwrap_or_default()));
            }
            Ok((Verdict::Waiting, check)) => last = check,
            Err(error) if retry::is_transient(&error) && port.check_open().is_ok() => last = None,
            Err(error) => return Err(still_waiting(error, version_id, last.as_ref())),
        }
    }
}

/// How a check is doing, by the last poll's answer.
pub fn progress(last: Option<&CheckFacts>, polls: u32, next_poll_ms: u64) -> Json {
    let mut progress = Object::default();
    progress.add("status", &last.and_then(CheckFacts::status));
    progress.add("polls", &polls);
    progress.add("nextPollMs", &next_poll_ms);
    progress.end()
}

/// The report of a check that ended well; some never had one.
pub fn report(check: Option<CheckFacts>, polls: u32, elapsed_ms: u64) -> Json {
    let check = check.unwrap_or_default();
    let mut report = Object::default();
    report.add("status", &check.status());
    report.add("triggeredAt", &check.triggered_at());
    report.add("completedAt", &check.completed_at());
    report.add("polls", &polls);
    report.add("elapsedMs", &elapsed_ms);
    report.end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::json::json;

    fn shown(check: Json) -> CheckFacts<'static> {
        let row = Box::leak(Box::new(json!({"securityCheck": check})));
        CheckFacts::of(row).unwrap()
    }

    fn status(text: &str) -> Verdict {
        verdict(Some(&shown(json!({"status": text}))))
    }

    #[test]
    fn known_words_in_any_case_and_unknown_ones_wait() {
        for word in ["passed", "Passed", "PASSED"] {
            assert_eq!(status(word), Verdict::Passed);
        }
        for word in ["failed", "ERROR", "errored"] {
            assert_eq!(status(word), Verdict::Failed);
        }
        for word in ["queued", "pending", "running", "scanning", "rejected?", ""] {
            assert_eq!(status(word), Verdict::Waiting, "{word}");
        }
        assert_eq!(verdict(None), Verdict::Passed);
        assert_eq!(verdict(Some(&CheckFacts::default())), Verdict::Waiting);
    }

    #[test]
    fn polls_come_soon_then_grow_to_the_cap() {
        let polling = Polling::default();
        assert_eq!(interval_ms(0, polling, None, 0.5), 250);
        assert!(interval_ms(2_000, polling, None, 0.5) >= 900);
        for random in [0.0, 0.5, 1.0] {
            let aimed = 5_200 + interval_ms(5_200, polling, None, random);
            assert_eq!(aimed, 6_050, "the poll is aimed at the usual end");
        }
        assert_eq!(interval_ms(6_050, polling, None, 0.5), 250);
        assert_eq!(interval_ms(60_000, polling, None, 1.0), 3_000);
    }

    #[test]
    fn jitter_spreads_the_same_moment() {
        let polling = Polling::default();
        assert_ne!(
            interval_ms(2_000, polling, None, 0.0),
            interval_ms(2_000, polling, None, 1.0)
        );
    }

    #[test]
    fn a_moment_that_was_learned_is_met_with_few_polls() {
        let polling = Polling::default();
        for (usual, most) in [(0, 1), (1_000, 5), (6_000, 6), (30_000, 12)] {
            for random in [0.0, 0.5, 1.0] {
                let (mut at, mut polls) = (0, 0);
                while at <= usual {
                    at += interval_ms(at, polling, Some(usual), random);
                    polls += 1;
                }
                assert!(at <= usual + 275, "{at} is late for {usual}");
                assert!(polls <= most, "{polls} polls up to {usual}");
            }
        }
    }

    #[test]
    fn the_median_of_what_ended_is_learned() {
        let check = |seconds: u32| {
            shown(json!({
                "triggeredAt": "2026-07-01T23:59:58.000Z",
                "completedAt": format!("2026-07-02T00:00:{seconds:02}.500Z"),
            }))
        };
        let checks = [check(3), check(30), check(4), CheckFacts::default()];
        let polling = Polling::default();
        assert_eq!(learned_ms(&checks, 0, polling), Some(6_500));
        assert_eq!(learned_ms(&checks, 80, polling), Some(6_420));
        assert_eq!(learned_ms(&checks, 3_000, polling), Some(6_250));
        assert_eq!(learned_ms(&[CheckFacts::default()], 0, polling), None);
    }
}
