//! What a body may hold, and what the platform says when it holds something else.
//!
//! The texts are those of the validation library that the platform's known
//! messages point to; only some of them were seen (*assumed* otherwise).

use serde_json::{Map, Value};

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
    List(&'static Kind),
    OrNull(&'static Kind),
    /// A tool: what it needs depends on its type, the rest is kept as it is.
    Tool,
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
pub fn check_fields(
    known: &[Field],
    mut given: Map<String, Value>,
) -> Result<Map<String, Value>, String> {
    let mut checked = Map::new();
    for field in known {
        match given.remove(field.name) {
            Some(value) => {
                checked.insert(field.name.to_owned(), check(&field.kind, value)?);
            }
            None if field.required => return Err(REQUIRED.to_owned()),
            None => {}
        }
    }
    Ok(checked)
}

const REQUIRED: &str = "Required";

/// The value without what the platform leaves out, or the first issue.
pub fn check(kind: &Kind, value: Value) -> Result<Value, String> {
    match (kind, value) {
        (Kind::OrNull(_), Value::Null) => Ok(Value::Null),
        (Kind::OrNull(kind), value) => check(kind, value),
        (Kind::Flag, Value::Bool(flag)) => Ok(flag.into()),
        (Kind::Flag, other) => Err(bad_type("boolean", &other)),
        (Kind::OneOf(words), Value::String(word)) => {
            if words.contains(&word.as_str()) {
                Ok(word.into())
            } else {
                Err(bad_word(words, &word))
            }
        }
        (Kind::OneOf(words), other) => Err(bad_type(&choices(words), &other)),
        (Kind::Text(_) | Kind::Name(_) | Kind::Slug | Kind::Url, Value::String(text)) => {
            check_text(kind, &text)?;
            Ok(text.into())
        }
        (Kind::Text(_) | Kind::Name(_) | Kind::Slug | Kind::Url, other) => {
            Err(bad_type("string", &other))
        }
        (Kind::Number(..) | Kind::Integer(..) | Kind::NumberOf(_), Value::Number(number)) => {
            check_number(kind, number.as_f64().unwrap_or(f64::NAN))?;
            Ok(number.into())
        }
        (Kind::Number(..) | Kind::Integer(..) | Kind::NumberOf(_), other) => {
            Err(bad_type("number", &other))
        }
        (Kind::Object(known), Value::Object(given)) => check_fields(known, given).map(Value::from),
        (Kind::AnyObject, Value::Object(fields)) => Ok(fields.into()),
        (Kind::Tool, Value::Object(tool)) => check_tool(tool),
        (Kind::Object(_) | Kind::AnyObject | Kind::Tool, other) => Err(bad_type("object", &other)),
        (Kind::List(kind), Value::Array(items)) => {
            let items: Result<Vec<_>, _> =
                items.into_iter().map(|item| check(kind, item)).collect();
            items.map(Value::from)
        }
        (Kind::List(_), other) => Err(bad_type("array", &other)),
    }
}

fn check_text(kind: &Kind, text: &str) -> Result<(), String> {
    let too_long = |most: usize| text.len() > most && text.chars().count() > most;
    match kind {
        Kind::Name(_) if text.is_empty() => {
            Err("String must contain at least 1 character(s)".to_owned())
        }
        Kind::Text(most) | Kind::Name(most) if too_long(*most) => {
            Err(format!("String must contain at most {most} character(s)"))
        }
        Kind::Slug if !is_slug(text) => Err("Invalid".to_owned()),
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
    text.split_once("://")
        .is_some_and(|(scheme, rest)| !scheme.is_empty() && !rest.is_empty())
}

fn check_number(kind: &Kind, number: f64) -> Result<(), String> {
    match kind {
        Kind::Integer(..) if number.fract() != 0.0 => {
            Err("Expected integer, received float".to_owned())
        }
        Kind::Number(least, _) | Kind::Integer(least, _) if number < *least => {
            Err(format!("Number must be greater than or equal to {least}"))
        }
        Kind::Number(_, most) | Kind::Integer(_, most) if number > *most => {
            Err(format!("Number must be less than or equal to {most}"))
        }
        Kind::NumberOf(numbers) if !numbers.contains(&number) => Err("Invalid input".to_owned()),
        _ => Ok(()),
    }
}

const TOOL: &[Field] = &[
    required(
        "type",
        Kind::OneOf(&[
            "end_call",
            "transfer_call",
            "api_call",
            "extract_dynamic_variables",
            "knowledge_base_search",
        ]),
    ),
    required("name", TEXT),
    required("description", TEXT),
];

fn check_tool(tool: Map<String, Value>) -> Result<Value, String> {
    for field in TOOL {
        let value = tool.get(field.name).ok_or(REQUIRED)?;
        check(&field.kind, value.clone())?;
    }
    let needed: &[&str] = match tool.get("type").and_then(Value::as_str) {
        Some("transfer_call") => &["transferNumber", "transferOption"],
        Some("api_call") => &["url", "method"],
        Some("extract_dynamic_variables") => &["variablesExtractionSchema"],
        Some("knowledge_base_search") => &["knowledgeBaseId"],
        _ => &[],
    };
    if needed.iter().any(|name| !tool.contains_key(*name)) {
        return Err(REQUIRED.to_owned());
    }
    Ok(tool.into())
}

/// A value of another type than expected.
pub fn bad_type(expected: &str, value: &Value) -> String {
    let received = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    format!("Expected {expected}, received {received}")
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

/// Takes a checked body's text field; null and absent are the same.
pub fn take_text(body: &mut Map<String, Value>, name: &str) -> Option<String> {
    match body.remove(name) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    }
}
