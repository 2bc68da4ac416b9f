//! Numbers: whole ones as they are, others as the parser in use everywhere
//! reads and writes them.

use super::{Out, ToJson};
#[cfg(target_arch = "wasm32")]
use crate::emulator::wasm::exponential;

/// Any number of JSON. A whole one is another than the same with a fraction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    Whole(u64),
    /// Less than 0.
    Negative(i64),
    Decimal(f64),
}

/// The largest power of ten that there is.
const LARGEST: u32 = 308;

impl Number {
    pub fn as_u64(self) -> Option<u64> {
        match self {
            Self::Whole(number) => Some(number),
            _ => None,
        }
    }

    pub fn as_f64(self) -> f64 {
        match self {
            Self::Whole(number) => number as f64,
            Self::Negative(number) => number as f64,
            Self::Decimal(number) => number,
        }
    }

    /// A number without a fraction; what has no place as such has one.
    pub fn whole(is_negative: bool, digits: u64) -> Self {
        if !is_negative {
            return Self::Whole(digits);
        }
        let number = (digits as i64).wrapping_neg();
        if number < 0 {
            Self::Negative(number)
        } else {
            Self::Decimal(-(digits as f64))
        }
    }

    /// A number by its digits and a power of ten; none is too large.
    pub fn decimal(is_negative: bool, digits: u64, mut exponent: i32) -> Option<Self> {
        let mut number = digits as f64;
        while number != 0.0 && exponent < 0 {
            let step = exponent.unsigned_abs().min(LARGEST);
            number /= power_of_ten(step);
            exponent += step as i32;
        }
        if number != 0.0 && exponent > 0 {
            number *= power_of_ten(exponent.unsigned_abs());
        }
        let number = if is_negative { -number } else { number };
        number.is_finite().then_some(Self::Decimal(number))
    }
}

/// The number nearest to a power of ten. Tables of them are larger than all
/// that is done here.
fn power_of_ten(exponent: u32) -> f64 {
    if exponent > LARGEST {
        return f64::INFINITY;
    }
    let (mut digits, mut doublings) = (1_u128, 0_u64);
    for _ in 0..exponent {
        if digits >> 124 != 0 {
            digits >>= 4;
            doublings += 4;
        }
        digits *= 10;
    }
    while digits >> 64 != 0 {
        // What is lost still says to which side to round.
        digits = digits >> 1 | digits & 1;
        doublings += 1;
    }
    digits as u64 as f64 * f64::from_bits((1023 + doublings) << 52)
}

impl ToJson for Number {
    fn write(&self, out: &mut Out) {
        match *self {
            Self::Whole(number) => out.digits(number),
            Self::Negative(number) => {
                out.raw(b"-");
                out.digits(number.unsigned_abs());
            }
            Self::Decimal(number) => write_decimal(number, out),
        }
    }
}

/// The fewest digits that are read as this number, with an exponent where there
/// would be many zeros.
fn write_decimal(number: f64, out: &mut Out) {
    if number.is_sign_negative() {
        out.raw(b"-");
    }
    let text = exponential(number.abs());
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent = exponent.parse::<i64>().unwrap_or_default();
    if !(-5..=15).contains(&exponent) {
        out.raw(mantissa.as_bytes());
        out.raw(if exponent < 0 { b"e-" } else { b"e+" });
        return out.digits(exponent.unsigned_abs());
    }
    let digits: Vec<u8> = mantissa.bytes().filter(|byte| *byte != b'.').collect();
    let Ok(last) = usize::try_from(exponent) else {
        out.raw(b"0.");
        for _ in 1..exponent.unsigned_abs() {
            out.raw(b"0");
        }
        return out.raw(&digits);
    };
    for place in 0..=last {
        out.raw(digits.get(place..=place).unwrap_or(b"0"));
    }
    out.raw(b".");
    let fraction = digits.get(last + 1..).unwrap_or_default();
    out.raw(if fraction.is_empty() { b"0" } else { fraction });
}

/// The fewest digits that are read as a number, as in `1.25e-7`; between two
/// that are as near, the even one.
#[cfg(not(target_arch = "wasm32"))]
fn exponential(number: f64) -> String {
    let shortest = format!("{number:e}");
    let mantissa = shortest.split('e').next().unwrap_or_default();
    let places = mantissa.len().saturating_sub("1.".len());
    format!("{number:.places$e}")
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::emulator::json::to_text;
    use proptest::prelude::*;

    #[test]
    fn every_power_of_ten_is_the_nearest_number() {
        for exponent in 0..=LARGEST {
            let nearest: f64 = format!("1e{exponent}").parse().unwrap();
            assert_eq!(power_of_ten(exponent), nearest, "1e{exponent}");
        }
    }

    proptest! {
        #[test]
        fn any_decimal_is_written_as_usual(number in any::<f64>(), digits in -99_999..99_999, places in -20..20) {
            let short = f64::from(digits) / 10_f64.powi(places);
            for number in [number, short].into_iter().filter(|it| it.is_finite()) {
                let text = String::from_utf8(to_text(&Number::Decimal(number))).unwrap();
                prop_assert_eq!(text, serde_json::to_string(&number).unwrap());
            }
        }
    }
}
