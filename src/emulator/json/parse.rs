//! JSON from text.
//!
//! By hand: the usual parser is generic over what it reads from and into, and
//! was an eighth of the module. The issues that this one finds are the usual
//! one's, to the word and to the column.

use super::number::Number;
use super::{Fields, Json, plain};
use std::rc::Rc;

/// So many lists and objects may lie in one another.
const MAX_DEPTH: usize = 127;

const VALUE_ENDS: &str = "EOF while parsing a value";
const TEXT_ENDS: &str = "EOF while parsing a string";
const OBJECT_ENDS: &str = "EOF while parsing an object";
const LIST_ENDS: &str = "EOF while parsing a list";
const BAD_NUMBER: &str = "invalid number";
const OUT_OF_RANGE: &str = "number out of range";
const BAD_ESCAPE: &str = "invalid escape";
const LONE_SURROGATE: &str = "lone leading surrogate in hex escape";

/// A part of the text, or what is wrong with it; where, the parser knows.
type Parsed<T> = Result<T, &'static str>;

struct Parser<'a> {
    text: &'a [u8],
    at: usize,
    depth: usize,
}

impl Json {
    /// As deep as [`MAX_DEPTH`]. The error says what is wrong, and where.
    pub fn parse(text: &[u8]) -> Result<Self, String> {
        let mut parser = Parser {
            text,
            at: 0,
            depth: 0,
        };
        parser.document().map_err(|issue| parser.located(issue))
    }
}

impl Parser<'_> {
    fn document(&mut self) -> Parsed<Json> {
        let value = self.value()?;
        match self.token() {
            Some(_) => self.ahead("trailing characters"),
            None => Ok(value),
        }
    }

    fn located(&self, issue: &str) -> String {
        let before = self.text.get(..self.at).unwrap_or_default();
        let mut lines = before.rsplit(|byte| *byte == b'\n');
        let column = lines.next().map_or(0, <[u8]>::len);
        let line = 1 + lines.count();
        format!("{issue} at line {line} column {column}")
    }

    /// An issue with the byte that comes next.
    fn ahead<T>(&mut self, issue: &'static str) -> Parsed<T> {
        self.next();
        Err(issue)
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn next_is(&mut self, byte: u8) -> bool {
        let is = self.peek() == Some(byte);
        self.at += usize::from(is);
        is
    }

    /// The next byte that is no white space.
    fn token(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.peek() {
            self.at += 1;
        }
        self.peek()
    }

    fn value(&mut self) -> Parsed<Json> {
        match self.token() {
            Some(b'"') => self.string().map(Json::Text),
            Some(b'{') => self.object(),
            Some(b'[') => self.list(),
            Some(b'-' | b'0'..=b'9') => self.number().map(Json::Number),
            Some(b'n') => self.word("null", Json::Null),
            Some(b't') => self.word("true", Json::Flag(true)),
            Some(b'f') => self.word("false", Json::Flag(false)),
            Some(_) => self.ahead("expected value"),
            None => Err(VALUE_ENDS),
        }
    }

    fn word(&mut self, word: &str, value: Json) -> Parsed<Json> {
        for expected in word.bytes() {
            match self.next() {
                Some(byte) if byte == expected => {}
                Some(_) => return Err("expected ident"),
                None => return Err(VALUE_ENDS),
            }
        }
        Ok(value)
    }

    fn list(&mut self) -> Parsed<Json> {
        self.open()?;
        let mut items = Vec::new();
        while self.goes_on(items.is_empty(), b']', LIST_ENDS, "expected `,` or `]`")? {
            items.push(self.value()?);
        }
        Ok(Json::List(items))
    }

    fn object(&mut self) -> Parsed<Json> {
        self.open()?;
        let mut pairs = Vec::new();
        while self.goes_on(pairs.is_empty(), b'}', OBJECT_ENDS, "expected `,` or `}`")? {
            if self.peek() != Some(b'"') {
                return self.ahead("key must be a string");
            }
            let name = self.string()?;
            match self.token() {
                Some(b':') => self.at += 1,
                Some(_) => return self.ahead("expected `:`"),
                None => return Err(OBJECT_ENDS),
            }
            pairs.push((name, self.value()?));
        }
        Ok(Json::Object(Fields::from_pairs(pairs)))
    }

    fn open(&mut self) -> Parsed<()> {
        if self.depth == MAX_DEPTH {
            return self.ahead("recursion limit exceeded");
        }
        self.depth += 1;
        self.at += 1;
        Ok(())
    }

    /// Whether a list or an object has another member, which then comes next.
    fn goes_on(
        &mut self,
        is_first: bool,
        end: u8,
        ends: &'static str,
        expected: &'static str,
    ) -> Parsed<bool> {
        let next = self.token().ok_or(ends)?;
        if next == end {
            self.at += 1;
            self.depth -= 1;
            return Ok(false);
        }
        if is_first {
            return Ok(true);
        }
        if next != b',' {
            return self.ahead(expected);
        }
        self.at += 1;
        if self.token().ok_or(VALUE_ENDS)? == end {
            return self.ahead("trailing comma");
        }
        Ok(true)
    }

    fn string(&mut self) -> Parsed<Rc<str>> {
        let text = self.text;
        let mut unescaped = Vec::new();
        self.at += 1;
        loop {
            let rest = text.get(self.at..).unwrap_or_default();
            let (plain, _) = rest.split_at(plain::count(rest));
            self.at += plain.len();
            match self.next() {
                Some(b'"') if unescaped.is_empty() => return self.text(plain),
                Some(b'"') => {
                    unescaped.extend_from_slice(plain);
                    return self.text(&unescaped);
                }
                Some(b'\\') => {
                    unescaped.extend_from_slice(plain);
                    self.escape(&mut unescaped)?;
                }
                Some(_) => {
                    return Err("control character (\\u0000-\\u001F) found while parsing a string");
                }
                None => return Err(TEXT_ENDS),
            }
        }
    }

    /// The text of a string that was just read to its end.
    fn text(&mut self, bytes: &[u8]) -> Parsed<Rc<str>> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.into()),
            Err(error) => {
                self.at -= bytes.len() - error.valid_up_to();
                Err("invalid unicode code point")
            }
        }
    }

    fn escape(&mut self, text: &mut Vec<u8>) -> Parsed<()> {
        let byte = match self.next().ok_or(TEXT_ENDS)? {
            b'b' => b'\x08',
            b'f' => b'\x0c',
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            byte @ (b'"' | b'\\' | b'/') => byte,
            b'u' => {
                let mut utf8 = [0; 4];
                text.extend_from_slice(self.escaped_char()?.encode_utf8(&mut utf8).as_bytes());
                return Ok(());
            }
            _ => return Err(BAD_ESCAPE),
        };
        text.push(byte);
        Ok(())
    }

    /// What follows `\u`, with the other half of a pair of surrogates.
    fn escaped_char(&mut self) -> Parsed<char> {
        let mut code = self.hex()?;
        if let 0xd800..0xdc00 = code {
            for expected in *b"\\u" {
                if self.next().ok_or(TEXT_ENDS)? != expected {
                    return Err("unexpected end of hex escape");
                }
            }
            code = match self.hex()? {
                low @ 0xdc00..0xe000 => 0x1_0000 + ((code - 0xd800) << 10) + (low - 0xdc00),
                _ => return Err(LONE_SURROGATE),
            };
        }
        char::from_u32(code).ok_or(LONE_SURROGATE)
    }

    /// Four digits.
    fn hex(&mut self) -> Parsed<u32> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let Some(digits) = rest.first_chunk::<4>() else {
            self.at = self.text.len();
            return Err(TEXT_ENDS);
        };
        self.at += digits.len();
        digits.iter().try_fold(0, |code, digit| {
            let digit = char::from(*digit).to_digit(16).ok_or(BAD_ESCAPE)?;
            Ok(code << 4 | digit)
        })
    }

    /// A number. Digits for which there is no place are counted and ignored.
    fn number(&mut self) -> Parsed<Number> {
        let is_negative = self.next_is(b'-');
        let mut significand = match self.next().ok_or(VALUE_ENDS)? {
            b'0' if self.digit().is_some() => return self.ahead(BAD_NUMBER),
            digit @ b'0'..=b'9' => u64::from(digit - b'0'),
            _ => return Err(BAD_NUMBER),
        };
        let (_, ignored) = self.digits(&mut significand);
        let mut exponent = ignored;
        let mut is_whole = ignored == 0;
        if self.next_is(b'.') {
            is_whole = false;
            if self.digit().is_none() {
                return match self.next() {
                    Some(_) => Err(BAD_NUMBER),
                    None => Err(VALUE_ENDS),
                };
            }
            exponent -= self.digits(&mut significand).0;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            is_whole = false;
            match self.exponent(significand)? {
                Some(written) => exponent = written.saturating_add(exponent),
                None => significand = 0,
            }
        }
        if is_whole {
            return Ok(Number::whole(is_negative, significand));
        }
        Number::decimal(is_negative, significand, exponent).ok_or(OUT_OF_RANGE)
    }

    fn digit(&self) -> Option<u8> {
        self.peek().filter(u8::is_ascii_digit).map(|it| it - b'0')
    }

    /// Puts digits behind those of a number, until one has no place; says how
    /// many there were of these, and of those that had none.
    fn digits(&mut self, number: &mut u64) -> (i32, i32) {
        let (mut taken, mut ignored) = (0, 0);
        while let Some(digit) = self.digit() {
            let longer = number.checked_mul(10);
            match longer.and_then(|it| it.checked_add(digit.into())) {
                Some(longer) if ignored == 0 => {
                    *number = longer;
                    taken += 1;
                }
                _ => ignored += 1,
            }
            self.at += 1;
        }
        (taken, ignored)
    }

    /// What follows `e`; none when the number is as small as 0.
    fn exponent(&mut self, significand: u64) -> Parsed<Option<i32>> {
        let is_negative = self.next_is(b'-');
        if !is_negative {
            self.next_is(b'+');
        }
        let mut exponent = match self.next().ok_or(VALUE_ENDS)? {
            digit @ b'0'..=b'9' => i32::from(digit - b'0'),
            _ => return Err(BAD_NUMBER),
        };
        while let Some(digit) = self.digit() {
            self.at += 1;
            let longer = exponent.checked_mul(10);
            match longer.and_then(|it| it.checked_add(digit.into())) {
                Some(longer) => exponent = longer,
                None if significand != 0 && !is_negative => return Err(OUT_OF_RANGE),
                None => {
                    while self.digit().is_some() {
                        self.at += 1;
                    }
                    return Ok(None);
                }
            }
        }
        Ok(Some(if is_negative { -exponent } else { exponent }))
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::emulator::json::to_text;
    use proptest::prelude::*;
    use serde_json::Value;

    /// What the usual parser makes of a text: the same text again, or its error.
    fn usual(text: &[u8]) -> Result<String, String> {
        let value = serde_json::from_slice::<Value>(text);
        value.map_or_else(|error| Err(error.to_string()), |it| Ok(it.to_string()))
    }

    fn ours(text: &[u8]) -> Result<String, String> {
        Json::parse(text).map(|json| String::from_utf8(to_text(&json)).unwrap())
    }

    #[test]
    fn every_issue_is_the_usual_one() {
        for text in [
            "",
            " ",
            "nul",
            "nulL",
            "tru",
            "falsy",
            "[",
            "[1",
            "[1,",
            "[1,]",
            "[,",
            "[1 2]",
            "]",
            "{",
            "{\"a\"",
            "{\"a\":",
            "{\"a\":1",
            "{\"a\":1,",
            "{\"a\":1,}",
            "{,",
            "{1:2}",
            "{\"a\" 1}",
            "{\"a\":1,2}",
            "{\"a\":1 \"b\"}",
            "1 1",
            "\"",
            "\"\\",
            "\"\\x\"",
            "\"\\u12",
            "\"\\u12g4\"",
            "\"\\ud800\"",
            "\"\\ud800\\n\"",
            "\"\\ud800\\u0041\"",
            "\"\\udc00\"",
            "\"\\ud83d\\ude00\\u00e9\\/\"",
            "\"a\nb\"",
            "\n\n  x",
            "01",
            "-",
            "-x",
            "1.",
            "1.x",
            "1e",
            "1ex",
            "1e+",
            "1e400",
            "-1e400",
            "1e-400",
            "0e999999999999",
            "1e999999999999",
            "1e-99999999999999",
            "0.0e99999999999",
            "-0",
            "-0.0",
            "18446744073709551615",
            "18446744073709551616",
            "184467440737095516150.5",
            "-9223372036854775808",
            "-9223372036854775809",
            "-18446744073709551615",
            "1844674407370955161.63",
            "12345678901234567890123.45678901234567890123e-7",
        ] {
            assert_eq!(ours(text.as_bytes()), usual(text.as_bytes()), "{text}");
        }
        for text in [
            &b"\"\xff\""[..],
            b"[\"\\n\xc3\"]",
            b"{\"\xe9\": 1}",
            b"\xff",
        ] {
            assert_eq!(ours(text), usual(text), "{text:?}");
        }
        for depth in 126..130 {
            let deep = "[".repeat(depth) + &"]".repeat(depth);
            assert_eq!(ours(deep.as_bytes()), usual(deep.as_bytes()), "{depth}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_as_usual(text in r#"([\[\]{},:"\\ \n/ue.+x-]|[0-9a-f]{1,5}|"a":|null|\\u|\PC){0,24}"#) {
            prop_assert_eq!(ours(text.as_bytes()), usual(text.as_bytes()));
        }

        #[test]
        fn any_number_is_read_as_usual(text in r"-?[0-9]{1,25}(\.[0-9]{0,25})?([eE][+-]?[0-9]{0,12})?") {
            prop_assert_eq!(ours(text.as_bytes()), usual(text.as_bytes()));
        }

        #[test]
        fn any_bytes_are_read_as_usual(mut text in proptest::collection::vec(any::<u8>(), 0..20)) {
            text.insert(0, b'"');
            prop_assert_eq!(ours(&text), usual(&text));
        }
    }
}
