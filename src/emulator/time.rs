//! Unix milliseconds as ISO 8601.

use super::json::{Out, ToJson};

/// The last moment of the year 9999: the latest that has a four-digit year.
pub const LATEST_MS: u64 = 253_402_300_799_999;

const DAY_MS: u64 = 86_400_000;

/// A moment that is written like `2026-01-31T12:00:00.000Z`; one that is later
/// than [`LATEST_MS`], as that.
#[derive(Debug, Clone, Copy)]
pub struct Iso(pub u64);

impl Iso {
    /// Digit by digit: every row has several of these, and the formatter of
    /// the standard library takes longer than the rest of the row.
    fn text(self) -> [u8; 24] {
        let at = self.0.min(LATEST_MS);
        let (year, month, day) = date(at / DAY_MS);
        let ms = at % DAY_MS;
        let mut text = *b"0000-00-00T00:00:00.000Z";
        for (end, number) in [
            (4, year),
            (7, month),
            (10, day),
            (13, ms / 3_600_000),
            (16, ms / 60_000 % 60),
            (19, ms / 1_000 % 60),
            (23, ms % 1_000),
        ] {
            put(&mut text[..end], number);
        }
        text
    }
}

/// Puts a number's digits at the end of a text, over the zeros there.
fn put(text: &mut [u8], mut number: u64) {
    for digit in text.iter_mut().rev() {
        if number == 0 {
            break;
        }
        *digit += (number % 10) as u8;
        number /= 10;
    }
}

impl ToJson for Iso {
    fn write(&self, out: &mut Out) {
        out.raw(b"\"");
        out.raw(&self.text());
        out.raw(b"\"");
    }
}

/// Year, month and day of a day since 1970. Years are counted from March on,
/// so that the leap day is a year's last.
fn date(days: u64) -> (u64, u64, u64) {
    // From 1 March of the year 0; 400 years have 146,097 days.
    let days = days + 719_468;
    let day_of_era = days % 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    // March to January have 153 days in every five months.
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let year = days / 146_097 * 400 + year_of_era;
    if month < 10 {
        (year, month + 3, day)
    } else {
        (year + 1, month - 9, day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_by_the_calendar() {
        for (ms, text) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (951_868_799_999, "2000-02-29T23:59:59.999Z"),
            (951_868_800_000, "2000-03-01T00:00:00.000Z"),
            (1_709_164_800_000, "2024-02-29T00:00:00.000Z"),
            (1_767_225_599_000, "2025-12-31T23:59:59.000Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
            (LATEST_MS, "9999-12-31T23:59:59.999Z"),
            (u64::MAX, "9999-12-31T23:59:59.999Z"),
        ] {
            assert_eq!(Iso(ms).text(), text.as_bytes());
        }
    }
}
