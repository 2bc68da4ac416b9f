//! Ids: made from a seed and a count, so that the same calls make the same ones.

use super::json::{FromJson, Json, Out, Reader, ToJson, kept};
use std::fmt;

/// 24 lower-case hex characters on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Id([u8; 12]);

impl Id {
    pub fn parse(text: &str) -> Option<Self> {
        let text: &[u8; 24] = text.as_bytes().try_into().ok()?;
        let mut bytes = [0; 12];
        for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
            let &[high, low] = pair else { return None };
            *byte = nibble(high)? << 4 | nibble(low)?;
        }
        Some(Self(bytes))
    }

    fn hex(self) -> [u8; 24] {
        let mut text = [0; 24];
        hex(&self.0, &mut text);
        text
    }
}

/// Two digits a byte.
fn hex(bytes: &[u8], text: &mut [u8]) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    for (pair, byte) in text.chunks_exact_mut(2).zip(bytes) {
        if let [high, low] = pair {
            *high = DIGITS[usize::from(byte >> 4)];
            *low = DIGITS[usize::from(byte & 15)];
        }
    }
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.hex()).map_err(|_| fmt::Error)?)
    }
}

impl ToJson for Id {
    fn write(&self, out: &mut Out) {
        out.raw(b"\"");
        out.raw(&self.hex());
        out.raw(b"\"");
    }
}

impl FromJson for Id {
    fn from_json(json: Json, reader: &mut Reader) -> Self {
        let id = json.as_str().and_then(Self::parse);
        id.unwrap_or_else(|| {
            reader.expected("an id", &json);
            Self([0; 12])
        })
    }
}

/// More ids than are made between two saves of a state.
const LOST_AT_MOST: u64 = 1 << 32;

/// Where ids come from.
#[derive(Debug, Clone)]
pub struct Ids {
    seed: u64,
    made: u64,
}

kept!(Ids {
    "seed": seed,
    "made": made,
});

impl Ids {
    pub fn new(seed: u64) -> Self {
        Self { seed, made: 0 }
    }

    pub fn id(&mut self) -> Id {
        // One to one in the count, so no id comes twice.
        let first = self.word();
        let mut bytes = [0; 12];
        bytes[..8].copy_from_slice(&first.to_be_bytes());
        bytes[8..].copy_from_slice(&mix(first ^ self.seed).to_be_bytes()[..4]);
        Id(bytes)
    }

    /// In the shape of a UUID: an opaque string, and visibly no [`Id`].
    pub fn opaque(&mut self) -> String {
        let first = self.word();
        let second = mix(first ^ self.seed);
        // Where a UUID has its version and its variant.
        let first = first & !0xf000 | 0x4000;
        let second = second & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000;
        let mut digits = [0; 32];
        hex(&first.to_be_bytes(), &mut digits[..16]);
        hex(&second.to_be_bytes(), &mut digits[16..]);
        let mut text = String::with_capacity(36);
        for (index, digit) in digits.into_iter().enumerate() {
            if matches!(index, 8 | 12 | 16 | 20) {
                text.push('-');
            }
            text.push(char::from(digit));
        }
        text
    }

    /// Leaves out what may have been made since the state was saved.
    pub fn skip_lost(&mut self) {
        self.made = self.made.wrapping_add(LOST_AT_MOST);
    }

    /// Six hex characters.
    pub fn suffix(&mut self) -> String {
        format!("{:06x}", self.word() >> 40)
    }

    /// The next word of splitmix64.
    fn word(&mut self) -> u64 {
        self.made = self.made.wrapping_add(1);
        mix(self
            .seed
            .wrapping_add(self.made.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
    }
}

fn mix(mut word: u64) -> u64 {
    word = (word ^ word >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ word >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ word >> 31
}
