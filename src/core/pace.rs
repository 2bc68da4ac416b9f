//! When the requests of a connection may start: so many in a second, and none
//! before a pause that the platform asked for is over.
//!
//! Whoever wants to start one takes a place in the queue and asks. The turn
//! that it gets counts from then on, and its second begins when the request
//! did start: what lies between (such as asking for a token) cannot bunch
//! requests up.

use super::error::Error;
use super::reply::Reply;
use alloc::vec::Vec;

/// The platform's free plan allows 10 in a second; on the way they may bunch up.
const DEFAULT_RATE: f64 = 8.0;
/// The pause after a 429 that names none.
const DEFAULT_HOLD_MS: u64 = 1_000;
/// A clock of whole milliseconds may be one late.
const TICK_MS: u64 = 1;

/// What a place in the queue is worth now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Start; the place is given up.
    Start,
    /// Ask again after so many milliseconds, or when told.
    After(u64),
    /// Ask again when told.
    Wait,
}

/// The pace of one connection. It holds the starts of the last window and a
/// place for each call that waits.
#[derive(Debug)]
pub struct Pace {
    /// Starts in any window; none is remembered when there is no limit.
    most: usize,
    window_ms: u64,
    /// Had their turn and did not start yet.
    starting: usize,
    started_ms: Vec<u64>,
    held_until_ms: u64,
    queue: Vec<u64>,
    next_place: u64,
}

impl Pace {
    /// Reads `maxRequestsPerSecond`, NaN for what is no number. `unmetered`
    /// says that there is no platform behind the address, as a rule.
    pub fn read(asked: Option<f64>, unmetered: bool) -> Result<Self, Error> {
        let rate = asked.unwrap_or(if unmetered {
            f64::INFINITY
        } else {
            DEFAULT_RATE
        });
        // Below it, a window would be longer than what a timer counts. NaN
        // is in no range.
        if !(0.000_001..=f64::INFINITY).contains(&rate) {
            return Err(Error::input(
                "maxRequestsPerSecond must be a number above 0, or Infinity",
            ));
        }
        Ok(Self {
            most: if rate.is_infinite() {
                usize::MAX
            } else {
                (rate as usize).max(1)
            },
            window_ms: TICK_MS + (1_000.0 / rate.min(1.0)) as u64,
            starting: 0,
            started_ms: Vec::new(),
            held_until_ms: 0,
            queue: Vec::new(),
            next_place: 0,
        })
    }

    /// A place at the end of the queue.
    pub fn join(&mut self) -> u64 {
        let place = self.next_place;
        self.next_place += 1;
        self.queue.push(place);
        place
    }

    /// Gives a place up. One that had its turn has none.
    pub fn leave(&mut self, place: u64) {
        self.queue.retain(|other| *other != place);
    }

    /// The place that is first: it is the one to tell when anything changed.
    pub fn first(&self) -> Option<u64> {
        self.queue.first().copied()
    }

    /// Whether it is this place's turn.
    pub fn ask(&mut self, place: u64, now_ms: u64) -> Turn {
        if self.first() != Some(place) {
            return Turn::Wait;
        }
        if self.is_held(now_ms) {
            return Turn::After(self.held_until_ms - now_ms);
        }
        let window_ms = self.window_ms;
        let is_counted = |started_ms: &u64| started_ms.saturating_add(window_ms) > now_ms;
        self.started_ms.retain(is_counted);
        if self.starting + self.started_ms.len() < self.most {
            self.leave(place);
            self.starting += 1;
            return Turn::Start;
        }
        match self.started_ms.first() {
            Some(first) => Turn::After(first.saturating_add(window_ms) - now_ms),
            None => Turn::Wait,
        }
    }

    /// A turn for one that will not wait; whether it has it.
    pub fn take(&mut self, now_ms: u64) -> bool {
        let place = self.join();
        let turn = self.ask(place, now_ms);
        self.leave(place);
        turn == Turn::Start
    }

    /// One that had its turn did start.
    pub fn started(&mut self, now_ms: u64) {
        self.starting -= 1;
        if self.most < usize::MAX {
            self.started_ms.push(now_ms);
        }
    }

    /// One that had its turn will not start.
    pub fn returned(&mut self) {
        self.starting -= 1;
    }

    /// Whether nothing may start, whoever had its turn.
    pub fn is_held(&self, now_ms: u64) -> bool {
        now_ms < self.held_until_ms
    }

    /// Takes a pause out of a reply that says "too many requests". It is
    /// never longer than `longest_ms`.
    pub fn hear(&mut self, reply: &Reply, longest_ms: u64, now_ms: u64) {
        if reply.status != 429 {
            return;
        }
        let asked = reply.failure().retry_after_ms.unwrap_or(DEFAULT_HOLD_MS);
        let until = now_ms.saturating_add(asked.min(longest_ms));
        self.held_until_ms = self.held_until_ms.max(until);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pace(rate: f64) -> Pace {
        Pace::read(Some(rate), false).unwrap()
    }

    fn too_many(body: &str) -> Reply {
        Reply::new(429, body)
    }

    /// Lets one go as soon as it may, on a clock of its own.
    fn start(pace: &mut Pace, now_ms: &mut u64) {
        let place = pace.join();
        loop {
            match pace.ask(place, *now_ms) {
                Turn::Start => return pace.started(*now_ms),
                Turn::After(ms) => {
                    assert!(ms > 0, "a wait of nothing would spin");
                    *now_ms += ms;
                }
                Turn::Wait => panic!("nobody else is there"),
            }
        }
    }

    /// When each of so many starts that come at once.
    fn starts(rate: f64, count: usize) -> Vec<u64> {
        let (mut pace, mut now_ms) = (pace(rate), 5_000);
        (0..count)
            .map(|_| {
                start(&mut pace, &mut now_ms);
                now_ms - 5_000
            })
            .collect()
    }

    #[test]
    fn no_window_holds_more_than_the_limit() {
        for rate in [1.0, 2.0, 2.9, 8.0] {
            let times = starts(rate, 40);
            for pair in times.windows(rate as usize + 1) {
                assert!(pair[pair.len() - 1] - pair[0] > 1_000, "{rate}: {times:?}");
            }
            // And it does not dawdle: the limit is reached in every window.
            let windows = (40 - 1) / rate as u64;
            assert_eq!(times[39], windows * 1_001, "{rate}");
        }
    }

    #[test]
    fn below_one_a_window_is_longer() {
        assert_eq!(starts(0.5, 3), [0, 2_001, 4_002]);
        assert_eq!(starts(0.1, 2), [0, 10_001]);
    }

    #[test]
    fn what_is_no_rate_is_refused() {
        for bad in [0.0, -1.0, f64::NAN, f64::NEG_INFINITY, 1e-9] {
            let error = Pace::read(Some(bad), false).unwrap_err();
            assert!(error.message.contains("maxRequestsPerSecond"), "{bad}");
        }
    }

    #[test]
    fn without_a_word_the_platform_is_spared_and_an_emulator_is_not() {
        assert_eq!(Pace::read(None, false).unwrap().most, 8);
        assert_eq!(Pace::read(None, true).unwrap().most, usize::MAX);
        assert_eq!(Pace::read(Some(3.0), true).unwrap().most, 3);
    }

    #[test]
    fn without_a_limit_nothing_waits_and_nothing_is_kept() {
        assert_eq!(starts(f64::INFINITY, 1_000), [0; 1_000]);
        let (mut pace, mut now_ms) = (pace(f64::INFINITY), 0);
        start(&mut pace, &mut now_ms);
        assert!(pace.started_ms.is_empty());
    }

    #[test]
    fn memory_is_one_window() {
        let (mut pace, mut now_ms) = (pace(3.0), 0);
        for _ in 0..1_000 {
            start(&mut pace, &mut now_ms);
        }
        assert!(pace.started_ms.len() <= 3);
        assert!(pace.queue.is_empty());
    }

    #[test]
    fn first_come_first_served() {
        let mut pace = pace(1.0);
        let places: Vec<u64> = (0..3).map(|_| pace.join()).collect();
        assert_eq!(pace.ask(places[2], 0), Turn::Wait);
        assert_eq!(pace.ask(places[0], 0), Turn::Start);
        pace.started(0);
        assert_eq!(pace.ask(places[2], 1_001), Turn::Wait);
        // Who gives up lets the next one move up.
        pace.leave(places[1]);
        assert_eq!(pace.first(), Some(places[2]));
        assert_eq!(pace.ask(places[2], 1_001), Turn::Start);
    }

    #[test]
    fn a_turn_counts_before_its_start_and_its_second_from_then_on() {
        let mut pace = pace(1.0);
        let (first, second) = (pace.join(), pace.join());
        assert_eq!(pace.ask(first, 0), Turn::Start);
        assert_eq!(pace.ask(second, 5_000), Turn::Wait);
        pace.started(5_000);
        assert_eq!(pace.ask(second, 5_000), Turn::After(1_001));
        assert_eq!(pace.ask(second, 6_001), Turn::Start);
        // A turn that is not used is free again at once.
        pace.returned();
        let third = pace.join();
        assert_eq!(pace.ask(third, 6_001), Turn::Start);
    }

    #[test]
    fn whoever_will_not_wait_goes_past_nobody_and_keeps_no_place() {
        let mut pace = pace(1.0);
        assert!(pace.take(0));
        pace.started(0);
        assert!(!pace.take(500), "the window is full");
        assert_eq!(pace.first(), None);
        let waits = pace.join();
        assert!(!pace.take(1_001), "somebody waits");
        assert_eq!(pace.ask(waits, 1_001), Turn::Start);
    }

    #[test]
    fn a_429_holds_everybody_as_long_as_it_says() {
        for (body, longest_ms, held_ms) in [
            (r#"{"error":"x","retry_after":3}"#, 60_000, 3_000),
            (
                r#"{"message":"x","rateLimit":{"retryAfterSec":2}}"#,
                60_000,
                2_000,
            ),
            ("", 60_000, 1_000),
            (r#"{"retry_after":1e300}"#, 5_000, 5_000),
            ("", 0, 0),
        ] {
            let mut pace = pace(f64::INFINITY);
            let place = pace.join();
            pace.hear(&too_many(body), longest_ms, 100);
            let turn = pace.ask(place, 100);
            if held_ms == 0 {
                assert_eq!(turn, Turn::Start, "{body}");
                continue;
            }
            assert_eq!(turn, Turn::After(held_ms), "{body}");
            assert!(pace.is_held(99 + held_ms));
            assert_eq!(pace.ask(place, 100 + held_ms), Turn::Start, "{body}");
        }
    }

    #[test]
    fn a_pause_is_never_cut_short_and_no_other_status_makes_one() {
        let mut pace = pace(f64::INFINITY);
        pace.hear(&too_many(r#"{"retry_after":5}"#), 60_000, 0);
        pace.hear(&too_many(""), 60_000, 100);
        assert!(pace.is_held(4_999));
        assert!(!pace.is_held(5_000));
        let busy = Reply {
            status: 503,
            retry_after_s: Some(9.0),
            ..Reply::default()
        };
        pace.hear(&busy, 60_000, 5_000);
        assert!(!pace.is_held(5_000));
    }

    #[test]
    fn after_a_pause_the_limit_holds_as_ever() {
        let (mut pace, mut now_ms) = (pace(2.0), 0);
        pace.hear(&too_many(""), 60_000, 0);
        let mut times = Vec::new();
        for _ in 0..4 {
            start(&mut pace, &mut now_ms);
            times.push(now_ms);
        }
        assert_eq!(times, [1_000, 1_000, 2_001, 2_001]);
    }
}
