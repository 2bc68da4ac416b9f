//! Types from JSON and to it, by a list of their fields' names.

use super::{Fields, Json, to_string};

/// Something that a snapshot or the options hold. Of what is not as it should
/// be, the reader is told, and the value is any: nothing that was read before
/// has to be given back on the way out, which would be most of the code.
pub trait FromJson: Sized {
    fn from_json(json: Json, reader: &mut Reader) -> Self;
}

/// Keeps what was wrong first.
#[derive(Debug, Default)]
pub struct Reader {
    /// The names of the fields that lead to what is being read.
    path: Vec<&'static str>,
    issue: Option<String>,
}

impl Reader {
    /// A field; what was left out is null.
    pub fn take<T: FromJson>(&mut self, fields: &mut Fields, name: &'static str) -> T {
        let json = self.enter(fields, name);
        let value = T::from_json(json, self);
        self.path.pop();
        value
    }

    fn enter(&mut self, fields: &mut Fields, name: &'static str) -> Json {
        self.path.push(name);
        fields.remove(name).unwrap_or_default()
    }

    /// A field that may have been left out.
    pub fn take_or_default<T: FromJson + Default>(
        &mut self,
        fields: &mut Fields,
        name: &'static str,
    ) -> T {
        if fields.has(name) {
            self.take(fields, name)
        } else {
            T::default()
        }
    }

    /// Says what is wrong.
    pub fn refuse(&mut self, issue: &str) {
        if self.issue.is_none() {
            let mut text = String::new();
            for part in self
                .path
                .iter()
                .flat_map(|name| [name, ": "])
                .chain([issue])
            {
                text.push_str(part);
            }
            self.issue = Some(text);
        }
    }

    /// Says that a value is of another kind.
    pub fn expected(&mut self, expected: &str, json: &Json) {
        self.refuse(&format!("expected {expected}, not {}", json.kind()));
    }

    /// Which of some words a value is.
    pub fn word(&mut self, json: &Json, words: &[&str]) -> usize {
        let Some(word) = json.as_str() else {
            self.expected("a word", json);
            return 0;
        };
        let found = words.iter().position(|known| *known == word);
        found.unwrap_or_else(|| {
            let words: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
            let words = words.join(" or ");
            self.refuse(&format!("unknown variant `{word}`, expected {words}"));
            0
        })
    }

    /// What was wrong first, if anything was.
    pub fn finish(self) -> Result<(), String> {
        self.issue.map_or(Ok(()), Err)
    }
}

/// Types that are written in snapshots and read from them: a JSON name for
/// each field, then those that are left out when empty, then those that are made
/// anew.
macro_rules! kept {
    ($type:ident {
        $($name:literal: $field:ident,)*
    } $(optional { $($late:literal: $later:ident,)* })? $(anew { $($made:ident,)* })?) => {
        impl $crate::emulator::json::ToJson for $type {
            fn fields(&self, out: &mut $crate::emulator::json::Out) {
                $(out.field($name, &self.$field);)*
                $($(out.unless_empty($late, &self.$later);)*)?
            }
        }

        impl $crate::emulator::json::FromJson for $type {
            fn from_json(
                json: $crate::emulator::json::Json,
                reader: &mut $crate::emulator::json::Reader,
            ) -> Self {
                let mut fields = $crate::emulator::json::Fields::from_json(json, reader);
                Self {
                    $($field: reader.take(&mut fields, $name),)*
                    $($($later: reader.take_or_default(&mut fields, $late),)*)?
                    $($($made: Default::default(),)*)?
                }
            }
        }
    };
}

/// Types that are written: a JSON name for each field.
macro_rules! shown {
    ($type:ty { $($name:literal: $field:ident,)* }) => {
        impl $crate::emulator::json::ToJson for $type {
            fn fields(&self, out: &mut $crate::emulator::json::Out) {
                $(out.field($name, &self.$field);)*
            }
        }
    };
}

/// Types that are one of some words.
macro_rules! words {
    ($type:ident { $($name:ident: $word:literal,)* }) => {
        impl $crate::emulator::json::Word for $type {
            const WORDS: &'static [&'static str] = &[$($word,)*];
            const VALUES: &'static [Self] = &[$(Self::$name,)*];
        }

        impl $crate::emulator::json::FromJson for $type {
            fn from_json(
                json: $crate::emulator::json::Json,
                reader: &mut $crate::emulator::json::Reader,
            ) -> Self {
                <Self as $crate::emulator::json::Word>::of(&json, reader)
            }
        }
    };
}

pub(in crate::emulator) use {kept, shown, words};

/// One of some words.
pub trait Word: Copy + 'static {
    const WORDS: &'static [&'static str];
    const VALUES: &'static [Self];

    fn of(json: &Json, reader: &mut Reader) -> Self {
        Self::VALUES[reader.word(json, Self::WORDS)]
    }
}

impl FromJson for Json {
    fn from_json(json: Json, _: &mut Reader) -> Self {
        json
    }
}

impl FromJson for Fields {
    fn from_json(json: Json, reader: &mut Reader) -> Self {
        match json {
            Json::Object(fields) => return fields,
            other => reader.expected("an object", &other),
        }
        Self::default()
    }
}

impl FromJson for bool {
    fn from_json(json: Json, reader: &mut Reader) -> Self {
        json.as_flag().unwrap_or_else(|| {
            reader.expected("a boolean", &json);
            false
        })
    }
}

impl FromJson for u64 {
    fn from_json(json: Json, reader: &mut Reader) -> Self {
        match &json {
            Json::Number(number) => match number.as_u64() {
                Some(number) => return number,
                None => reader.refuse(&format!(
                    "expected a whole number, not {}",
                    to_string(number)
                )),
            },
            other => reader.expected("a whole number", other),
        }
        0
    }
}

impl FromJson for u32 {
    fn from_json(json: Json, reader: &mut Reader) -> Self {
        let number = u64::from_json(json, reader);
        number.try_into().unwrap_or_else(|_| {
            reader.refuse(&format!("{number} is too large"));
            0
        })
    }
}

impl FromJson for usize {
    fn from_json(json: Json, reader: &mut Reader) -> Self {
        u32::from_json(json, reader) as Self
    }
}

impl FromJson for String {
    fn from_json(json: Json, reader: &mut Reader) -> Self {
        let text = json.as_str();
        if text.is_none() {
            reader.expected("a text", &json);
        }
        text.unwrap_or_default().to_owned()
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(json: Json, reader: &mut Reader) -> Self {
        match json {
            Json::Null => None,
            other => Some(T::from_json(other, reader)),
        }
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(json: Json, reader: &mut Reader) -> Self {
        let mut read = Self::new();
        match json {
            Json::List(items) => {
                read.reserve_exact(items.len());
                for item in items {
                    read.push(T::from_json(item, reader));
                }
            }
            other => reader.expected("a list", &other),
        }
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Pair {
        a: u32,
        b: Option<bool>,
    }

    kept!(Pair {
        "a": a,
        "b": b,
    });

    #[test]
    fn what_is_wrong_first_is_kept_with_the_way_to_it() {
        let read = |text: &str| {
            let mut reader = Reader::default();
            let mut fields = Fields::from_json(Json::parse(text.as_bytes()).unwrap(), &mut reader);
            let all: Vec<Pair> = reader.take(&mut fields, "all");
            reader.finish().map(|()| all)
        };
        let (first, second) = (
            Pair { a: 1, b: None },
            Pair {
                a: 2,
                b: Some(true),
            },
        );
        assert_eq!(
            read(r#"{"all": [{"a": 1}, {"a": 2, "b": true}]}"#),
            Ok(vec![first, second])
        );
        for (text, said) in [
            ("[]", "expected an object, not array"),
            ("{}", "all: expected a list, not null"),
            (
                r#"{"all": [5, "x"]}"#,
                "all: expected an object, not number",
            ),
            (
                r#"{"all": [{"a": 1, "b": 2}, {"a": "x"}]}"#,
                "all: b: expected a boolean, not number",
            ),
            (
                r#"{"all": [{"a": 4294967296}]}"#,
                "all: a: 4294967296 is too large",
            ),
            (
                r#"{"all": [{"a": -1.5}]}"#,
                "all: a: expected a whole number, not -1.5",
            ),
        ] {
            assert_eq!(read(text), Err(said.to_owned()), "{text}");
        }
    }
}
