//! What a body may hold, and what the platform says when it holds something else.
//!
//! The texts are those of the validation library that the platform's known
//! messages point to; only some of them were seen (*assumed* otherwise).

use super::json::{Fields, Json, Number, to_string};
use super::search;

/// The shape of one value.
#[derive(Debug)]
pub enum Kind {
    Flag,
    /// At most this many characters.
    Text(usize),
    /// From 1 to this many characters.
    Name(usize),
    /// Lower-case letters, digits and underscores.
    Slug,
    /// At least one character, and no white space.
    Word,
    Url,
    OneOf(&'static [&'static str]),
    /// From, to.
    Number(f64, f64),
    /// From, to, without fractions.
    Integer(f64, f64),
    NumberOf(&'static [f64]),
    /// Known fields; others are left out.
    Object(&'static [Field]),
    /// Any object, kept as it is.
    AnyObject,
    /// Known fields, and more of them by the word that one holds.
    Cases {
        known: &'static [Field],
        by: &'static str,
        cases: &'static [(&'static str, &'static [Field])],
    },
    /// An object with any names.
    Map(&'static Kind),
    List(&'static Kind),
    /// At least one.
    SomeOf(&'static Kind),
    OrNull(&'static Kind),
    /// Checked, and kept with what is unknown.
    Whole(&'static Kind),
}

/// One field of an object.
#[derive(Debug)]
pub struct Field {
    pub name: &'static str,
    pub kind: Kind,
    required: bool,
}

/// Text of any length.
pub const TEXT: Kind = Kind::Text(usize::MAX);
/// Any number.
pub const NUMBER: Kind = Kind::Number(f64::NEG_INFINITY, f64::INFINITY);

pub const fn optional(name: &'static str, kind: Kind) -> Field {
    Field {
        name,
        kind,
        required: false,
    }
}

pub const fn required(name: &'static str, kind: Kind) -> Field {
    Field {
        name,
        kind,
        required: true,
    }
}

/// The known fields of an object, each checked; the first issue otherwise.
pub fn check_fields(known: &[Field], mut given: Fields) -> Result<Fields, String> {
    let mut checked = Fields::default();
    take_fields(known, &mut given, &mut checked)?;
    Ok(checked)
}

fn take_fields(known: &[Field], given: &mut Fields, checked: &mut Fields) -> Result<(), String> {
    for field in known {
        match given.remove(field.name) {
            Some(value) => {
                *checked.at(field.name) = check(&field.kind, value)?;
            }
            None if field.required && !checked.has(field.name) => return Err(REQUIRED.to_owned()),
            None => {}
        }
    }
    Ok(())
}

const REQUIRED: &str = "Required";

/// The value without what the platform leaves out, or the first issue.
pub fn check(kind: &Kind, value: Json) -> Result<Json, String> {
    match (kind, &value) {
        (Kind::OrNull(_), Json::Null) => {}
        (Kind::OrNull(kind), _) => return check(kind, value),
        (Kind::Flag, Json::Flag(_)) | (Kind::AnyObject, Json::Object(_)) => {}
        (Kind::OneOf(words), Json::Text(word)) => {
            if !words.contains(&&**word) {
                return Err(bad_word(words, word));
            }
        }
        (Kind::Text(_) | Kind::Name(_) | Kind::Slug | Kind::Word | Kind::Url, Json::Text(text)) => {
            check_text(kind, text)?;
        }
        (Kind::Number(..) | Kind::Integer(..) | Kind::NumberOf(_), Json::Number(number)) => {
            check_number(kind, number.as_f64())?;
        }
        (Kind::Whole(kind), _) => {
            check(kind, value.clone())?;
        }
        (
            Kind::Object(_) | Kind::Cases { .. } | Kind::Map(_) | Kind::List(_) | Kind::SomeOf(_),
            _,
        ) => return check_parts(kind, value),
        (Kind::Flag, _) => return Err(bad_type("boolean", &value)),
        (Kind::OneOf(words), _) => return Err(bad_type(&choices(words), &value)),
        (Kind::Text(_) | Kind::Name(_) | Kind::Slug | Kind::Word | Kind::Url, _) => {
            return Err(bad_type("string", &value));
        }
        (Kind::Number(..) | Kind::Integer(..) | Kind::NumberOf(_), _) => {
            return Err(bad_type("number", &value));
        }
        (Kind::AnyObject, _) => return Err(bad_type("object", &value)),
    }
    Ok(value)
}

fn check_parts(kind: &Kind, value: Json) -> Result<Json, String> {
    match (kind, value) {
        (Kind::Object(known), Json::Object(given)) => check_fields(known, given).map(Json::Object),
        (Kind::Cases { known, by, cases }, Json::Object(mut given)) => {
            let mut checked = Fields::default();
            take_fields(known, &mut given, &mut checked)?;
            let word = text(&checked, by);
            let case = cases
                .iter()
                .find(|(case, _)| word.as_deref() == Some(*case));
            let (_, more) = case.unwrap_or(&("", &[]));
            take_fields(more, &mut given, &mut checked)?;
            Ok(Json::Object(checked))
        }
        (Kind::Map(kind), Json::Object(given)) => {
            let mut checked = Fields::default();
            for (name, value) in given.into_pairs() {
                *checked.at(&name) = check(kind, value)?;
            }
            Ok(Json::Object(checked))
        }
        (Kind::SomeOf(_), Json::List(items)) if items.is_empty() => {
            Err("Array must contain at least 1 element(s)".to_owned())
        }
        (Kind::List(kind) | Kind::SomeOf(kind), Json::List(mut items)) => {
            for item in &mut items {
                *item = check(kind, std::mem::take(item))?;
            }
            Ok(Json::List(items))
        }
        (Kind::List(_) | Kind::SomeOf(_), other) => Err(bad_type("array", &other)),
        (_, other) => Err(bad_type("object", &other)),
    }
}

/// As [`check`], of a text.
pub fn check_text(kind: &Kind, text: &str) -> Result<(), String> {
    let too_long = |most: usize| text.len() > most && text.chars().count() > most;
    match kind {
        Kind::Name(_) | Kind::Word if text.is_empty() => {
            Err("String must contain at least 1 character(s)".to_owned())
        }
        Kind::Text(most) | Kind::Name(most) if too_long(*most) => {
            Err(format!("String must contain at most {most} character(s)"))
        }
        Kind::Slug if !is_slug(text) => Err("Invalid".to_owned()),
        Kind::Word if text.bytes().any(|byte| byte.is_ascii_whitespace()) => {
            Err("Invalid".to_owned())
        }
        Kind::Url if !is_url(text) => Err("Invalid url".to_owned()),
        _ => Ok(()),
    }
}

fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
}

/// A scheme and something behind it; no more is known about the platform's rule.
fn is_url(text: &str) -> bool {
    const BETWEEN: &str = "://";
    search::find(text, BETWEEN).is_some_and(|at| at > 0 && at + BETWEEN.len() < text.len())
}

fn check_number(kind: &Kind, number: f64) -> Result<(), String> {
    match kind {
        Kind::Integer(..) if number.fract() != 0.0 => {
            Err("Expected integer, received float".to_owned())
        }
        Kind::Number(least, _) | Kind::Integer(least, _) if number < *least => {
            Err(too_small(*least))
        }
        Kind::Number(_, most) | Kind::Integer(_, most) if number > *most => Err(too_large(*most)),
        Kind::NumberOf(numbers) if !numbers.contains(&number) => Err("Invalid input".to_owned()),
        _ => Ok(()),
    }
}

fn too_small(least: f64) -> String {
    format!("Number must be greater than or equal to {}", shown(least))
}

fn too_large(most: f64) -> String {
    format!("Number must be less than or equal to {}", shown(most))
}

/// A bound as JavaScript writes it.
fn shown(bound: f64) -> String {
    to_string(&if bound.fract() == 0.0 {
        Number::whole(bound < 0.0, bound.abs() as u64)
    } else {
        Number::Decimal(bound)
    })
}

/// A value of another type than expected.
pub fn bad_type(expected: &str, value: &Json) -> String {
    format!("Expected {expected}, received {}", value.kind())
}

/// A word that is none of the choices.
pub fn bad_word(words: &[&str], word: &str) -> String {
    format!(
        "Invalid enum value. Expected {}, received '{word}'",
        choices(words)
    )
}

fn choices(words: &[&str]) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("'{word}'")).collect();
    quoted.join(" | ")
}

/// A checked body's text; null and absent are the same.
pub fn text(body: &Fields, name: &str) -> Option<String> {
    body.get(name).and_then(Json::as_str).map(str::to_owned)
}

/// A checked body's flag.
pub fn flag(body: &Fields, name: &str) -> Option<bool> {
    body.get(name).and_then(Json::as_flag)
}
