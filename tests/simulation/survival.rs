//! Whatever fails, whenever: a release is made, or it is not and says where
//! it stopped, and the next call finishes it. Never twice, never half.

use super::actors::{Actor, run};
use super::network::{self, Fault};
use super::platform::{Deed, Faults, Intrusion, Platform};
use super::random::Random;
use super::schedules::each_seed;
use atoms_lifecycle::core::error::{Error, Kind};
use atoms_lifecycle::core::model::report::Step;
use atoms_lifecycle::emulator::{Generation, Options};
use serde_json::{Value, json};

/// What we release, and what somebody else does.
const OURS: (&str, &str) = ("firstMessage", "ours");
const THEIRS: (&str, &str) = ("globalPrompt", "theirs");

/// How often a release is called again once the network is well: what was
/// delayed has to arrive, and others have to get out of the way.
const CALLS: u32 = 4;

/// What happens beside a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beside {
    Nothing,
    /// Somebody else releases another field.
    Release,
    /// Versions: somebody activates another version by hand.
    Activation,
    /// Versions: the organisation is migrated.
    Migration,
    /// Branches: somebody edits the same draft.
    Edit,
    /// Branches: somebody publishes.
    Publication,
    /// Branches: somebody cancels the publish.
    Cancellation,
    /// Branches: all config is frozen for a while.
    Freeze,
}

const ON_VERSIONS: [Beside; 4] = [
    Beside::Nothing,
    Beside::Release,
    Beside::Activation,
    Beside::Migration,
];

const ON_BRANCHES: [Beside; 6] = [
    Beside::Nothing,
    Beside::Release,
    Beside::Edit,
    Beside::Publication,
    Beside::Cancellation,
    Beside::Freeze,
];

const STEPS: [Step; 7] = [
    Step::Read,
    Step::Fork,
    Step::Edit,
    Step::Confirm,
    Step::Diff,
    Step::Publish,
    Step::Check,
];

/// One schedule.
#[derive(Debug)]
struct Schedule {
    seed: u64,
    beside: Beside,
    after: Step,
    faults: Faults,
    crashes: Vec<u32>,
    crash_after_send: bool,
    /// Whether our release can never pass its check.
    is_banned: bool,
    options: Options,
}

fn one_of<T: Copy>(random: &mut Random, all: &[T]) -> T {
    all[random.below(all.len() as u64) as usize]
}

impl Schedule {
    fn calm(seed: u64, generation: Generation) -> Self {
        Self {
            seed,
            beside: Beside::Nothing,
            after: Step::Read,
            faults: Faults::None,
            crashes: Vec::new(),
            crash_after_send: false,
            is_banned: false,
            options: Options {
                generation,
                ..Options::default()
            },
        }
    }

    fn any(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let generation = one_of(&mut random, &[Generation::Versions, Generation::Branches]);
        let beside = match generation {
            Generation::Versions => one_of(&mut random, &ON_VERSIONS),
            Generation::Branches => one_of(&mut random, &ON_BRANCHES),
        };
        let faults = match random.below(4) {
            0 => Faults::None,
            1 => Faults::Once(Fault::any(&mut random), 1 + random.below(30) as u32),
            _ => Faults::OneIn(2 + random.below(20)),
        };
        let crashes = (0..random.below(4)).map(|_| 1 + random.below(50) as u32);
        let crashes = crashes.collect();
        Self {
            beside,
            after: one_of(&mut random, &STEPS),
            faults,
            crashes,
            crash_after_send: random.once_in(2),
            is_banned: beside != Beside::Release && random.once_in(8),
            options: Options {
                generation,
                publish_synchronously: random.once_in(4),
                list_scanning_revisions: random.once_in(2),
                // Where reads lag, two activations can hide from each other: the
                // platform has none that is conditional.
                read_lag_ms: match beside {
                    Beside::Release => 0,
                    _ => 1_500 * random.below(2),
                },
                ..Options::default()
            },
            ..Self::calm(seed, generation)
        }
    }

    fn platform(&self, random: &mut Random) -> Platform {
        let mut options = self.options.clone();
        if self.is_banned {
            options.fail_checks_containing = vec![OURS.1.into()];
        }
        let mut platform = Platform::new(self.seed, options);
        // An activation is not conditional: one that arrives late overrides
        // whatever was activated since, and nobody can do anything about it.
        platform.activates_late = self.beside != Beside::Release;
        let patch = || json!({THEIRS.0: THEIRS.1});
        let deed = match self.beside {
            Beside::Activation => Some(Deed::Activates(platform.publish("by hand"))),
            Beside::Migration => Some(Deed::Migrates),
            Beside::Edit => Some(Deed::Edits(patch())),
            Beside::Publication => Some(Deed::Publishes(patch())),
            Beside::Cancellation => Some(Deed::Cancels),
            Beside::Nothing | Beside::Release | Beside::Freeze => None,
        };
        platform.intrusion = deed.map(|deed| Intrusion {
            after: self.after,
            deed,
        });
        if self.beside == Beside::Freeze {
            platform.emulator.set_freeze(true);
            platform.thaws_at_ms = Some(platform.now_ms + random.below(20_000));
        }
        platform
    }

    fn actors(&self, platform: &Platform, random: &mut Random) -> Vec<Actor> {
        let is_patient = random.once_in(2);
        let ours = Actor::new(OURS, is_patient, &platform.agent_id, self.seed)
            .crashing(self.crashes.clone(), self.crash_after_send);
        let mut actors = vec![ours];
        if self.beside == Beside::Release {
            let begins_at_ms = platform.now_ms + random.below(10_000);
            let theirs = Actor::new(THEIRS, is_patient, &platform.agent_id, !self.seed);
            actors.push(theirs.beginning_at(begins_at_ms));
        }
        actors
    }

    fn run(&self) {
        let mut random = Random::new(self.seed);
        let mut platform = self.platform(&mut random);
        let mut actors = self.actors(&platform, &mut random);
        let before = Seen::of(&mut platform).versions;
        let mut begun = actors.len();
        let mut was_told = false;
        platform.faults = self.faults;
        run(&mut platform, &mut actors);
        platform.faults = Faults::None;
        for _ in 0..CALLS {
            platform.settle();
            was_told |= actors
                .iter()
                .filter_map(Actor::error)
                .any(says_what_is_left);
            self.judge(&mut platform, &actors, before, begun, was_told);
            if actors.iter().all(|actor| actor.error().is_none()) {
                return;
            }
            for actor in &mut actors {
                match actor.error().cloned() {
                    None => {}
                    // Somebody else was in the way: that takes a decision.
                    Some(error) if is_conflict(&error) => {
                        finish_what_others_began(&mut platform);
                        actor.begin_again();
                        begun += 1;
                    }
                    Some(error) => {
                        actor.take_up(&error);
                        was_told = false;
                    }
                }
            }
            run(&mut platform, &mut actors);
        }
        let left: Vec<_> = actors.iter().filter_map(Actor::error).collect();
        if self.is_banned {
            assert_ne!(platform.resolved()[OURS.0], OURS.1, "it serves unpassed");
            let cause = left[0].cause.as_ref().map(|cause| cause.kind);
            let may_be_in_the_way = self.beside != Beside::Nothing;
            assert!(
                cause == Some(Kind::SecurityCheckFailed) || may_be_in_the_way,
                "{}",
                left[0].message
            );
            return;
        }
        assert!(left.is_empty(), "it is not finished: {}", left[0].message);
    }

    /// What must hold whatever happened. `begun` releases were begun by now.
    fn judge(
        &self,
        platform: &mut Platform,
        actors: &[Actor],
        before: usize,
        begun: usize,
        was_told: bool,
    ) {
        let seen = Seen::of(platform);
        assert_eq!(seen.serving, 1, "exactly one serves");
        assert!(
            seen.check.is_null() || seen.check == "passed",
            "what serves has a check that is {}",
            seen.check
        );
        // A publication by hand; and what a migration came too early for.
        let others = matches!(self.beside, Beside::Publication | Beside::Migration);
        let made = seen.versions - before;
        assert!(
            made <= begun + usize::from(others),
            "{begun} releases made {made} versions"
        );
        let config = platform.resolved();
        let is_in_draft = seen.draft[THEIRS.0] == THEIRS.1;
        if matches!(self.beside, Beside::Edit | Beside::Publication) && platform.intrusion.is_none()
        {
            let is_there = config[THEIRS.0] == THEIRS.1 || is_in_draft;
            assert!(is_there, "somebody else's edit is lost");
        }
        // An edit that arrives after the end can open a draft on a branch that
        // equals its head: it stands in nobody's way.
        let is_echo = seen.draft == config;
        assert!(
            seen.drafts == 0 || is_in_draft || is_echo || was_told,
            "{} drafts are left, and nobody was told",
            seen.drafts
        );
        for actor in actors {
            let Some(error) = actor.error() else {
                let (field, value) = actor.wants;
                assert_eq!(config[field], value, "it was released and is not there");
                actor.assert_reported(self.beside, self.options.generation);
                continue;
            };
            assert!(
                error.details["step"].as_str().is_some(),
                "{}",
                error.message
            );
            assert!(error.details["checkpoint"].is_object());
        }
    }
}

impl Actor {
    fn assert_reported(&self, beside: Beside, generation: Generation) {
        let report = self.result.as_ref().unwrap().as_ref().unwrap();
        // Whoever shares a branch's draft may publish our patch with theirs.
        let may_be_published = generation == Generation::Branches && beside != Beside::Nothing;
        let may_be_there = self.is_called_again || may_be_published;
        if report["outcome"] == "unchanged" && may_be_there {
            return;
        }
        assert_eq!(report["outcome"], "released");
        assert_eq!(report["changes"].as_array().unwrap().len(), 1);
        assert!(report["diff"]["diffs"][0].is_object(), "no diff");
        assert!(report["securityCheck"].is_object());
    }
}

fn says_what_is_left(error: &Error) -> bool {
    error.details["draftDiscarded"] == false
}

/// Whether somebody else was in the way.
fn is_conflict(error: &Error) -> bool {
    let cause = error.cause.as_ref().map_or(error.kind, |cause| cause.kind);
    cause.is_conflict() && cause != Kind::ConfigFrozen
}

/// Somebody else publishes the draft that was in the way.
fn finish_what_others_began(platform: &mut Platform) {
    if platform.is_on_branches() {
        let branch = platform.live_branch();
        platform.ask("POST", &format!("{branch}/draft/publish"), Some(json!({})));
        platform.settle();
    }
}

/// What the platform shows of the agent.
struct Seen {
    /// How many versions are active, or branches are live.
    serving: usize,
    /// The status of the check of what serves.
    check: Value,
    versions: usize,
    drafts: usize,
    /// What the live branch's draft holds.
    draft: Value,
}

impl Seen {
    fn of(platform: &mut Platform) -> Self {
        let active = platform.active();
        let (serving, versions, drafts, draft) = if platform.is_on_branches() {
            let branches = platform.branches();
            let live = branches.iter().filter(|it| it["isLive"] == true).count();
            let open = branches.iter().filter(|it| it["hasOpenDraft"] == true);
            let branch = platform.live_branch();
            let revisions = platform.revisions(&branch);
            let draft = platform.draft_config(&branch).unwrap_or_default();
            (live, revisions, open.count(), draft)
        } else {
            let versions = platform.versions();
            let active = versions.iter().filter(|it| it["isActive"] == true).count();
            (active, versions, platform.drafts().len(), Value::Null)
        };
        let serves = versions.iter().find(|it| it["_id"] == active.as_str());
        Self {
            serving,
            check: serves.expect("what serves is listed")["securityCheck"]["status"].clone(),
            versions: versions.len(),
            drafts,
            draft,
        }
    }
}

/// Runs a schedule, and shows it when it fails.
fn assert_survived(schedule: &Schedule) {
    let run = std::panic::AssertUnwindSafe(|| schedule.run());
    if let Err(panic) = std::panic::catch_unwind(run) {
        eprintln!("failed: {schedule:?}");
        std::panic::resume_unwind(panic);
    }
}

const GENERATIONS: [Generation; 2] = [Generation::Versions, Generation::Branches];

/// More requests than a release takes.
const REQUESTS: u32 = 28;
/// More actions than a release takes.
const ACTIONS: u32 = 75;

#[test]
fn every_fault_at_every_request_whatever_happens_beside() {
    let on_versions = ON_VERSIONS.map(|beside| (Generation::Versions, beside));
    let on_branches = ON_BRANCHES.map(|beside| (Generation::Branches, beside));
    for (generation, beside) in on_versions.into_iter().chain(on_branches) {
        for fault in network::ALL {
            for request in 1..=REQUESTS {
                assert_survived(&Schedule {
                    beside,
                    after: STEPS[request as usize % STEPS.len()],
                    faults: Faults::Once(fault, request),
                    ..Schedule::calm(u64::from(request), generation)
                });
            }
        }
    }
}

#[test]
fn every_fault_at_every_request_of_a_release_that_crashes_there_or_does_not() {
    for generation in GENERATIONS {
        for fault in network::ALL {
            for request in 1..=REQUESTS {
                for crash in [None, Some(request), Some(2 * request)] {
                    assert_survived(&Schedule {
                        faults: Faults::Once(fault, request),
                        crashes: crash.into_iter().collect(),
                        crash_after_send: true,
                        ..Schedule::calm(u64::from(request), generation)
                    });
                }
            }
        }
    }
}

#[test]
fn a_crash_at_every_action() {
    for generation in GENERATIONS {
        for crash_after_send in [false, true] {
            for first in 1..=ACTIONS {
                for crashes in [vec![first], vec![first, 3], vec![first, 12, 5]] {
                    assert_survived(&Schedule {
                        crashes,
                        crash_after_send,
                        ..Schedule::calm(u64::from(first), generation)
                    });
                }
            }
        }
    }
}

fn any_schedules(from: u64, to: u64) {
    each_seed(from..=to, |seed| assert_survived(&Schedule::any(seed)));
}

// In parts, so that they run side by side.

#[test]
fn any_schedule_1() {
    any_schedules(1, 5_000);
}

#[test]
fn any_schedule_2() {
    any_schedules(5_001, 10_000);
}

#[test]
fn any_schedule_3() {
    any_schedules(10_001, 15_000);
}

#[test]
fn any_schedule_4() {
    any_schedules(15_001, 20_000);
}
