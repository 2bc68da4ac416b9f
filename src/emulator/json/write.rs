//! JSON to text.

use super::{Fields, Json, plain};
use std::borrow::Cow;

/// JSON on its way out. Where a comma belongs, the byte before says.
#[derive(Debug)]
pub struct Out(Vec<u8>);

impl Out {
    pub fn with_capacity(bytes: usize) -> Self {
        Self(Vec::with_capacity(bytes))
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// JSON that is written.
    pub fn raw(&mut self, json: &[u8]) {
        self.0.extend_from_slice(json);
    }

    pub fn text(&mut self, text: &str) {
        self.0.push(b'"');
        let mut rest = text.as_bytes();
        loop {
            let (plain, special) = rest.split_at(plain::count(rest));
            self.raw(plain);
            let Some((byte, behind)) = special.split_first() else {
                break;
            };
            self.escape(*byte);
            rest = behind;
        }
        self.0.push(b'"');
    }

    fn escape(&mut self, byte: u8) {
        let letter = match byte {
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            b'\x08' => b'b',
            b'\x0c' => b'f',
            ..0x20 => {
                self.raw(if byte < 0x10 { b"\\u000" } else { b"\\u001" });
                return self.0.push(b"0123456789abcdef"[usize::from(byte & 15)]);
            }
            other => other,
        };
        self.raw(&[b'\\', letter]);
    }

    /// A whole number.
    pub fn digits(&mut self, mut number: u64) {
        let mut digits = [b'0'; 20];
        let mut start = digits.len();
        for digit in digits.iter_mut().rev() {
            *digit += (number % 10) as u8;
            number /= 10;
            start -= 1;
            if number == 0 {
                break;
            }
        }
        self.raw(digits.get(start..).unwrap_or_default());
    }

    fn comma(&mut self) {
        if !matches!(self.0.last(), Some(b'{' | b'[')) {
            self.0.push(b',');
        }
    }

    /// A field under a name that needs no escape.
    pub fn field<T: ToJson + ?Sized>(&mut self, name: &str, value: &T) {
        self.name(name);
        value.write(self);
    }

    /// A field, if there is one.
    pub fn optional<T: ToJson>(&mut self, name: &str, value: Option<&T>) {
        if let Some(value) = value {
            self.field(name, value);
        }
    }

    /// A field, unless it is null or an empty list.
    pub fn unless_empty<T: ToJson>(&mut self, name: &str, value: &T) {
        let before = self.0.len();
        self.field(name, value);
        if self.0.ends_with(b":null") || self.0.ends_with(b":[]") {
            self.0.truncate(before);
        }
    }

    fn name(&mut self, name: &str) {
        self.comma();
        self.0.push(b'"');
        self.raw(name.as_bytes());
        self.raw(b"\":");
    }

    /// A field under any name.
    pub fn entry<T: ToJson + ?Sized>(&mut self, name: &str, value: &T) {
        self.comma();
        self.text(name);
        self.0.push(b':');
        value.write(self);
    }

    pub fn object(&mut self, fields: impl FnOnce(&mut Self)) {
        self.0.push(b'{');
        fields(self);
        self.0.push(b'}');
    }

    pub fn list<T: ToJson>(&mut self, items: impl IntoIterator<Item = T>) {
        self.0.push(b'[');
        for item in items {
            self.comma();
            item.write(self);
        }
        self.0.push(b']');
    }
}

/// Something that is JSON on the wire. An object says which fields it has,
/// which may then be part of a larger one; all else writes itself.
pub trait ToJson {
    fn fields(&self, _: &mut Out) {}

    fn write(&self, out: &mut Out) {
        out.object(|out| self.fields(out));
    }
}

/// A value's JSON.
pub fn to_text<T: ToJson + ?Sized>(value: &T) -> Vec<u8> {
    let mut out = Out(Vec::new());
    value.write(&mut out);
    out.into_bytes()
}

/// As [`to_text`], for those who need a string. All that is written is text, so
/// this cannot fail.
pub fn to_string<T: ToJson + ?Sized>(value: &T) -> String {
    String::from_utf8(to_text(value)).unwrap_or_default()
}

/// An object that a function writes.
pub struct Object<F>(F);

pub fn object<F: Fn(&mut Out)>(fields: F) -> Object<F> {
    Object(fields)
}

impl<F: Fn(&mut Out)> ToJson for Object<F> {
    fn fields(&self, out: &mut Out) {
        self.0(out);
    }
}

/// JSON that is written.
#[derive(Debug, Clone, Copy)]
pub struct Raw<'a>(pub &'a [u8]);

impl ToJson for Raw<'_> {
    fn write(&self, out: &mut Out) {
        out.raw(self.0);
    }
}

impl ToJson for Json {
    fn write(&self, out: &mut Out) {
        match self {
            Self::Null => out.raw(b"null"),
            Self::Flag(flag) => flag.write(out),
            Self::Number(number) => number.write(out),
            Self::Text(text) => out.text(text),
            Self::List(items) => out.list(items),
            Self::Object(fields) => fields.write(out),
        }
    }
}

impl ToJson for Fields {
    fn fields(&self, out: &mut Out) {
        for (name, value) in self.iter() {
            out.entry(name, value);
        }
    }
}

impl<T: ToJson + ?Sized> ToJson for &T {
    fn fields(&self, out: &mut Out) {
        (**self).fields(out);
    }

    fn write(&self, out: &mut Out) {
        (**self).write(out);
    }
}

impl<T: ToJson> ToJson for Option<T> {
    fn write(&self, out: &mut Out) {
        match self {
            Some(value) => value.write(out),
            None => out.raw(b"null"),
        }
    }
}

impl<T: ToJson> ToJson for [T] {
    fn write(&self, out: &mut Out) {
        out.list(self);
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn write(&self, out: &mut Out) {
        out.list(self);
    }
}

impl ToJson for str {
    fn write(&self, out: &mut Out) {
        out.text(self);
    }
}

impl ToJson for String {
    fn write(&self, out: &mut Out) {
        out.text(self);
    }
}

impl ToJson for Cow<'_, str> {
    fn write(&self, out: &mut Out) {
        out.text(self);
    }
}

impl ToJson for bool {
    fn write(&self, out: &mut Out) {
        out.raw(if *self { b"true" } else { b"false" });
    }
}

impl ToJson for u64 {
    fn write(&self, out: &mut Out) {
        out.digits(*self);
    }
}

impl ToJson for u32 {
    fn write(&self, out: &mut Out) {
        u64::from(*self).write(out);
    }
}

impl ToJson for usize {
    fn write(&self, out: &mut Out) {
        (*self as u64).write(out);
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            prop::num::f64::NORMAL.prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::btree_map(any::<String>(), inner, 0..6)
                    .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn any_json_is_kept_as_the_parser_reads_it(value in any_json()) {
            let text = value.to_string();
            let read = Json::parse(text.as_bytes()).unwrap();
            let expected: Value = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(String::from_utf8(to_text(&read)).unwrap(), expected.to_string());
        }
    }

    #[test]
    fn records_write_what_they_have() {
        let body = object(|out| {
            out.field("none", &None::<u64>);
            out.optional("left out", None::<&u64>);
            out.optional("some", Some(&7_u64));
            out.field("list", &[true, false][..]);
            out.entry("\"", &Raw(b"[1]"));
            out.field("object", &object(|_| {}));
        });
        let read: Value = serde_json::from_slice(&to_text(&body)).unwrap();
        let expected =
            json!({"none": null, "some": 7, "list": [true, false], "\"": [1], "object": {}});
        assert_eq!(read, expected);
    }
}
