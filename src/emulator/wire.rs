//! Requests and responses as they are on the wire.

use super::answer::Failure;
use super::json::{Fields, Json};
use super::schema::{self, Field};
use std::borrow::Cow;

/// One HTTP request.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Such as `GET`.
    pub method: String,
    /// Path and query, as on the wire: `/atoms/v1/agent?page=1`.
    pub path: String,
    /// Names in any letter case.
    pub headers: Vec<(String, String)>,
    /// The whole body; empty when there is none.
    pub body: Vec<u8>,
}

/// A request header that is read.
#[derive(Debug, Clone, Copy)]
pub enum Header {
    Authorization,
    Cookie,
    Origin,
    RequestHeaders,
    TestCall,
}

impl Header {
    fn name(self) -> &'static str {
        match self {
            Self::Authorization => "authorization",
            Self::Cookie => "cookie",
            Self::Origin => "origin",
            Self::RequestHeaders => "access-control-request-headers",
            Self::TestCall => "x-test-call",
        }
    }
}

#[cfg(target_arch = "wasm32")]
impl Header {
    const ALL: [Self; 5] = [
        Self::Authorization,
        Self::Cookie,
        Self::Origin,
        Self::RequestHeaders,
        Self::TestCall,
    ];

    /// Whether a request needs to bring a header along.
    pub fn is_read(name: &str) -> bool {
        let mut all = Self::ALL.iter();
        all.any(|header| header.name().eq_ignore_ascii_case(name))
    }
}

impl Request {
    /// A header's first value.
    pub(super) fn header(&self, header: Header) -> Option<&str> {
        self.headers
            .iter()
            .find(|(given, _)| given.eq_ignore_ascii_case(header.name()))
            .map(|(_, value)| value.as_str())
    }
}

/// One HTTP response.
#[derive(Debug, Clone, Default)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// Names in lower case. Most are the same in every response.
    pub headers: Vec<(&'static str, Cow<'static, str>)>,
    /// The whole body.
    pub body: Vec<u8>,
}

/// A request on its way to a handler, with its path and query taken apart.
pub struct Call<'a> {
    pub request: &'a Request,
    segments: Vec<Cow<'a, str>>,
    query: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

/// What every route lies below.
const BASE: &str = "/atoms/v1/";
/// So many objects and lists may lie in one another in a body (*assumed*).
/// Answers and snapshots put levels of their own around it, and the usual
/// parser, which has to read them again, goes 127 deep.
const MAX_DEPTH: usize = 120;

impl<'a> Call<'a> {
    pub fn new(request: &'a Request) -> Self {
        let (path, query) = split(&request.path, '?');
        let segments = match path.strip_prefix(BASE) {
            // `/agent/` is `/agent`, as in the platform's router.
            Some(below) => below
                .strip_suffix('/')
                .unwrap_or(below)
                .split('/')
                .map(|segment| decode(segment, false))
                .collect(),
            None => Vec::new(),
        };
        let query = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = split(pair, '=');
                (decode(name, true), decode(value, true))
            })
            .collect();
        Self {
            request,
            segments,
            query,
        }
    }

    /// The path below the base, in parts.
    pub fn segments(&self) -> Vec<&str> {
        self.segments.iter().map(AsRef::as_ref).collect()
    }

    /// One part of it, counted from 0.
    pub fn segment(&self, index: usize) -> &str {
        self.segments.get(index).map_or("", AsRef::as_ref)
    }

    /// A query parameter's first value.
    pub fn query(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(given, _)| given == name)
            .map(|(_, value)| value.as_ref())
    }

    /// A whole number from the query.
    pub fn query_number(&self, name: &str, least: u64, most: u64) -> Result<Option<u64>, Failure> {
        let Some(text) = self.query(name) else {
            return Ok(None);
        };
        let number = match text.parse::<u64>() {
            Ok(number) => number,
            Err(_) if text.parse::<i64>().is_ok() => 0,
            Err(_) => return Err(Failure::input("Expected number, received nan")),
        };
        if number < least || text.starts_with('-') {
            return Err(Failure::input(&format!(
                "Number must be greater than or equal to {least}"
            )));
        }
        if number > most {
            return Err(Failure::input(&format!(
                "Number must be less than or equal to {most}"
            )));
        }
        Ok(Some(number))
    }

    /// `true` or `false` from the query.
    pub fn query_flag(&self, name: &str) -> Result<Option<bool>, Failure> {
        let word = self.query_word(name, &["true", "false"])?;
        Ok(word.map(|word| word == "true"))
    }

    /// One of some words from the query.
    pub fn query_word(&self, name: &str, words: &[&str]) -> Result<Option<&str>, Failure> {
        match self.query(name) {
            Some(word) if !words.contains(&word) => {
                Err(Failure::input(&schema::bad_word(words, word)))
            }
            word => Ok(word),
        }
    }

    /// The body as an object, `{}` when there is none. Its content type is
    /// not looked at (*assumed*).
    pub fn body(&self) -> Result<Fields, Failure> {
        let body = self.request.body.trim_ascii();
        if body.is_empty() {
            return Ok(Fields::default());
        }
        match Json::parse(body) {
            Ok(value) if is_deeper(&value, MAX_DEPTH) => {
                Err(Failure::bad_request("Invalid JSON: too deep"))
            }
            Ok(Json::Object(fields)) => Ok(fields),
            Ok(other) => Err(Failure::input(&schema::bad_type("object", &other))),
            Err(error) => Err(Failure::bad_request(format!("Invalid JSON: {error}"))),
        }
    }

    /// The body's known fields, checked.
    pub fn body_of(&self, known: &[Field]) -> Result<Fields, Failure> {
        schema::check_fields(known, self.body()?).map_err(|error| Failure::input(&error))
    }
}

fn is_deeper(value: &Json, levels: usize) -> bool {
    let below = |item| is_deeper(item, levels - 1);
    match value {
        Json::List(items) => levels == 0 || items.iter().any(below),
        Json::Object(fields) => levels == 0 || fields.iter().any(|(_, field)| below(field)),
        _ => false,
    }
}

fn split(text: &str, at: char) -> (&str, &str) {
    text.split_once(at).unwrap_or((text, ""))
}

/// Undoes percent encoding; what is not valid encoding stays as it is.
fn decode(text: &str, plus_is_space: bool) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let is_encoded = |byte: &u8| *byte == b'%' || plus_is_space && *byte == b'+';
    if !bytes.iter().any(is_encoded) {
        return text.into();
    }
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let hex = |index: usize| {
            let digit = char::from(*bytes.get(at + index)?).to_digit(16)?;
            u8::try_from(digit).ok()
        };
        match (byte, hex(1), hex(2)) {
            (b'%', Some(high), Some(low)) => {
                decoded.push(high << 4 | low);
                at += 2;
            }
            (b'+', ..) if plus_is_space => decoded.push(b' '),
            _ => decoded.push(*byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&decoded).into_owned().into()
}
