//! Moments as the platform writes them: ISO 8601, UTC.

const DAY_MS: u64 = 86_400_000;

/// Milliseconds from one moment to a later one, less than a day apart.
pub fn between_ms(from: &str, to: &str) -> Option<u64> {
    let (from, to) = (ms_of_day(from)?, ms_of_day(to)?);
    Some((to + DAY_MS - from) % DAY_MS)
}

/// Of `2026-07-01T12:34:56.789Z`.
fn ms_of_day(instant: &str) -> Option<u64> {
    let time = instant.get(11..)?.strip_suffix('Z')?.as_bytes();
    let number = |from: usize, digits: usize| {
        let mut number = 0;
        for at in from..from + digits {
            // A second need not have a fraction.
            let digit = time.get(at).copied().unwrap_or(b'0');
            number = number * 10 + u64::from(digit.wrapping_sub(b'0'));
        }
        number
    };
    let ms = ((number(0, 2) * 60 + number(3, 2)) * 60 + number(6, 2)) * 1_000 + number(9, 3);
    (ms < DAY_MS).then_some(ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_told_apart_to_the_millisecond() {
        let between = |from, to| between_ms(from, to);
        assert_eq!(
            between("2026-07-01T12:34:56.789Z", "2026-07-01T12:35:02.790Z"),
            Some(6_001)
        );
        assert_eq!(
            between("2026-07-01T12:34:56Z", "2026-07-01T12:34:57.5Z"),
            Some(1_500)
        );
        assert_eq!(
            between("2026-07-01T23:59:59.000Z", "2026-07-02T00:00:01.000Z"),
            Some(2_000)
        );
        for odd in [
            "",
            "yesterday",
            "2026-07-01",
            "2026-07-01T99:99:99.999Z",
            "2026-07-01T12:34:56+02:00",
        ] {
            assert_eq!(between(odd, odd), None, "{odd}");
        }
    }
}
