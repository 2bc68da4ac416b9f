//! Types from JSON and to it, by a list of their fields' names.

use super::{Fields, Json, to_string};

/// Something that a snapshot or the options hold. The error says what is wrong.
pub trait FromJson: Sized {
    fn from_json(json: Json) -> Result<Self, String>;
}

/// A field; what was left out is null.
pub fn take<T: FromJson>(fields: &mut Fields, name: &str) -> Result<T, String> {
    read(name, fields.remove(name).unwrap_or_default())
}

/// A field that may have been left out.
pub fn take_or_default<T: FromJson + Default>(
    fields: &mut Fields,
    name: &str,
) -> Result<T, String> {
    fields
        .remove(name)
        .map_or_else(|| Ok(T::default()), |json| read(name, json))
}

fn read<T: FromJson>(name: &str, json: Json) -> Result<T, String> {
    T::from_json(json).map_err(|error| within(name, &error))
}

fn within(name: &str, error: &str) -> String {
    format!("{name}: {error}")
}

/// The error of a value that is of another kind.
pub fn damaged<T>(expected: &str, json: &Json) -> Result<T, String> {
    Err(format!("expected {expected}, not {}", json.kind()))
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
            fn from_json(json: $crate::emulator::json::Json) -> Result<Self, String> {
                let mut fields = $crate::emulator::json::Fields::from_json(json)?;
                Ok(Self {
                    $($field: $crate::emulator::json::take(&mut fields, $name)?,)*
                    $($($later: $crate::emulator::json::take_or_default(&mut fields, $late)?,)*)?
                    $($($made: Default::default(),)*)?
                })
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
            const WORDS: &'static [(&'static str, Self)] = &[$(($word, Self::$name),)*];
        }

        impl $crate::emulator::json::FromJson for $type {
            fn from_json(json: $crate::emulator::json::Json) -> Result<Self, String> {
                <Self as $crate::emulator::json::Word>::of(&json)
            }
        }
    };
}

pub(in crate::emulator) use {kept, shown, words};

/// One of some words.
pub trait Word: Copy + 'static {
    const WORDS: &'static [(&'static str, Self)];

    fn of(json: &Json) -> Result<Self, String> {
        let Some(word) = json.as_str() else {
            return damaged("a word", json);
        };
        let mut known = Self::WORDS.iter();
        match known.find(|(given, _)| *given == word) {
            Some((_, value)) => Ok(*value),
            None => Err(unknown(
                word,
                &mut Self::WORDS.iter().map(|(word, _)| *word),
            )),
        }
    }
}

fn unknown(word: &str, known: &mut dyn Iterator<Item = &'static str>) -> String {
    let known: Vec<_> = known.map(|word| format!("`{word}`")).collect();
    format!("unknown variant `{word}`, expected {}", known.join(" or "))
}

impl FromJson for Json {
    fn from_json(json: Json) -> Result<Self, String> {
        Ok(json)
    }
}

impl FromJson for Fields {
    fn from_json(json: Json) -> Result<Self, String> {
        match json {
            Json::Object(fields) => Ok(fields),
            other => damaged("an object", &other),
        }
    }
}

impl FromJson for bool {
    fn from_json(json: Json) -> Result<Self, String> {
        json.as_flag()
            .map_or_else(|| damaged("a boolean", &json), Ok)
    }
}

impl FromJson for u64 {
    fn from_json(json: Json) -> Result<Self, String> {
        match &json {
            Json::Number(number) => match number.as_u64() {
                Some(number) => Ok(number),
                None => Err(format!(
                    "expected a whole number, not {}",
                    to_string(number)
                )),
            },
            other => damaged("a whole number", other),
        }
    }
}

impl FromJson for u32 {
    fn from_json(json: Json) -> Result<Self, String> {
        let number = u64::from_json(json)?;
        number
            .try_into()
            .map_err(|_| format!("{number} is too large"))
    }
}

impl FromJson for usize {
    fn from_json(json: Json) -> Result<Self, String> {
        Ok(u32::from_json(json)? as Self)
    }
}

impl FromJson for String {
    fn from_json(json: Json) -> Result<Self, String> {
        match json.as_str() {
            Some(text) => Ok(text.to_owned()),
            None => damaged("a text", &json),
        }
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(json: Json) -> Result<Self, String> {
        match json {
            Json::Null => Ok(None),
            other => T::from_json(other).map(Some),
        }
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(json: Json) -> Result<Self, String> {
        match json {
            Json::List(items) => items.into_iter().map(T::from_json).collect(),
            other => damaged("a list", &other),
        }
    }
}
