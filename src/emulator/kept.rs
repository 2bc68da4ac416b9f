//! JSON that is written once, and copied into every answer from then on.
//!
//! Most of an answer's time is the escaping of its texts, and most of what is
//! asked for has not changed since it was last sent.

use super::json::{Fields, Out, Raw, ToJson, to_text};
use std::cell::OnceCell;
use std::ops::Deref;

/// A value's JSON, once it was sent.
#[derive(Debug, Default)]
pub struct Kept(OnceCell<Box<[u8]>>);

impl Kept {
    /// The JSON that is kept, or else that of the value.
    pub fn text<T: ToJson>(&self, value: impl FnOnce() -> T) -> Raw<'_> {
        Raw(self.0.get_or_init(|| to_text(&value()).into()))
    }

    /// To be called with every change of the value.
    pub fn forget(&mut self) {
        self.0.take();
    }
}

/// Fields with their values' JSON, once they were sent.
#[derive(Debug, Default)]
pub struct KeptFields {
    fields: Fields,
    /// In the order of the fields.
    texts: OnceCell<Box<[Box<[u8]>]>>,
}

impl KeptFields {
    pub fn new(fields: Fields) -> Self {
        Self {
            fields,
            texts: OnceCell::new(),
        }
    }

    /// The fields, to change them.
    pub fn edit(&mut self) -> &mut Fields {
        self.texts.take();
        &mut self.fields
    }

    /// One field's JSON.
    pub fn text(&self, name: &str) -> Option<Raw<'_>> {
        let mut texts = self.texts();
        texts.find(|(given, _)| *given == name).map(|(_, it)| it)
    }

    /// Every field's JSON, by its name.
    pub fn texts(&self) -> impl Iterator<Item = (&str, Raw<'_>)> {
        let texts = self.texts.get_or_init(|| {
            let texts = self.fields.iter().map(|(_, value)| to_text(value).into());
            texts.collect()
        });
        let names = self.fields.iter().map(|(name, _)| &**name);
        names.zip(texts.iter().map(|text| Raw(text)))
    }
}

impl Deref for KeptFields {
    type Target = Fields;

    fn deref(&self) -> &Fields {
        &self.fields
    }
}

/// Without the JSON: a copy is made to be changed.
impl Clone for KeptFields {
    fn clone(&self) -> Self {
        Self::new(self.fields.clone())
    }
}

impl PartialEq for KeptFields {
    fn eq(&self, other: &Self) -> bool {
        self.fields == other.fields
    }
}

/// So that shared fields are equal without a look into them.
impl Eq for KeptFields {}

impl ToJson for KeptFields {
    fn fields(&self, out: &mut Out) {
        for (name, text) in self.texts() {
            out.entry(name, &text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emulator::json::Json;
    use crate::emulator::{Emulator, Options, Request};
    use serde_json::{Value, json};

    const CHECKED_MS: u64 = 10_000;

    fn send(emulator: &mut Emulator, method: &str, path: &str, body: Value, now_ms: u64) -> Value {
        let request = Request {
            method: method.to_owned(),
            path: format!("/atoms/v1{path}"),
            headers: vec![("authorization".to_owned(), "Bearer sk_test".to_owned())],
            body: body.to_string().into_bytes(),
        };
        let response = emulator.handle(&request, now_ms);
        let mut body: Value = serde_json::from_slice(&response.body).unwrap();
        assert!(response.status < 300, "{method} {path}: {body}");
        body["data"].take()
    }

    /// An agent's path, and its versions' ids: one that serves and another.
    fn agent(emulator: &mut Emulator) -> (String, [String; 2]) {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let id = send(emulator, "POST", "/agent", json!({"name": "test"}), 0);
        let path = format!("/agent/{}", text(&id));
        let shown = send(emulator, "GET", &path, json!({}), 0);
        let source = json!({"sourceVersionId": shown["activeVersionId"]});
        let draft = send(emulator, "POST", &format!("{path}/drafts"), source, 0);
        let publish = format!("{path}/drafts/{}/publish", text(&draft["draftId"]));
        let version = send(emulator, "POST", &publish, json!({"label": "first"}), 0);
        let ids = [&shown["activeVersionId"], &version["_id"]].map(text);
        (path, ids)
    }

    /// A list, as an emulator shows it that has kept nothing.
    fn anew(emulator: &Emulator, list: &str, now_ms: u64) -> Value {
        let mut other = Emulator::new(Options::default());
        other.restore(&emulator.snapshot()).unwrap();
        send(&mut other, "GET", list, json!({}), now_ms)
    }

    #[test]
    fn a_list_shows_what_has_changed_since_the_last() {
        let mut emulator = Emulator::new(Options::default());
        let (agent, [served, other]) = agent(&mut emulator);
        let list = format!("{agent}/versions");
        for now_ms in [0, 3_000, 6_000, CHECKED_MS] {
            let shown = send(&mut emulator, "GET", &list, json!({}), now_ms);
            assert_eq!(shown, anew(&emulator, &list, now_ms), "at {now_ms}");
        }
        for (write, body) in [
            (other.clone(), json!({"label": "second"})),
            (other.clone(), json!({"isPinned": true})),
            (format!("{other}/activate"), json!({})),
            (served.clone(), json!({"description": "it served"})),
            (format!("{served}/activate"), json!({})),
        ] {
            let path = format!("{list}/{write}");
            send(&mut emulator, "PATCH", &path, body, CHECKED_MS);
            let shown = send(&mut emulator, "GET", &list, json!({}), CHECKED_MS);
            assert_eq!(shown, anew(&emulator, &list, CHECKED_MS), "after {write}");
        }
    }

    #[test]
    fn the_agents_that_were_listed_first_give_their_memory_back() {
        let mut emulator = Emulator::new(Options {
            check_duration_ms: 0,
            ..Options::default()
        });
        for _ in 0..40 {
            let (agent, _) = agent(&mut emulator);
            let list = format!("{agent}/versions");
            send(&mut emulator, "GET", &list, json!({}), 0);
        }
        let agents = emulator.platform.state.agents().iter();
        let kept: Vec<_> = agents
            .map(|agent| agent.history.versions().iter())
            .map(|mut versions| versions.any(|version| version.listed.0.get().is_some()))
            .collect();
        assert!(!kept[..24].contains(&true), "{kept:?}");
        assert!(!kept[24..].contains(&false), "{kept:?}");
    }

    #[test]
    fn edited_fields_are_written_again() {
        let shown = |fields: &KeptFields| String::from_utf8(to_text(fields)).unwrap();
        let Ok(Json::Object(whole)) = Json::parse(br#"{"a": "\"", "b": [0.1]}"#) else {
            panic!("an object");
        };
        let mut fields = KeptFields::new(whole);
        assert_eq!(shown(&fields), r#"{"a":"\"","b":[0.1]}"#);
        *fields.edit().at("a") = Json::Flag(true);
        assert_eq!(shown(&fields), r#"{"a":true,"b":[0.1]}"#);
        assert_eq!(fields.text("b").unwrap().0, b"[0.1]");
        let mut copy = fields.clone();
        copy.edit().remove("b");
        assert_eq!(shown(&copy), r#"{"a":true}"#);
        assert!(copy.text("b").is_none());
    }
}
