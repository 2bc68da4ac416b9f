//! The platform's comparisons, in one shape.
//!
//! A draft's diff comes as sections with their whole state before and after
//! (by the contract) or as lists of changes (as seen live). Both are read.

use crate::core::json::{Json, Map, Object};
use crate::core::model::report::Change;
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

/// Reads either shape, into what `ConfigDiff` declares.
pub fn read(data: &Json) -> Json {
    let mut diff = Sections::default();
    match data.get("sections") {
        Some(Json::Object(sections)) => diff.add_states(sections),
        _ => diff.add_changes(data),
    }
    let mut object = Object::default();
    object.add("unchangedSections", &diff.unchanged);
    object.add("diffs", &diff.changed);
    object.end()
}

/// The sections without a change, and those with some.
#[derive(Default)]
struct Sections {
    unchanged: Vec<Json>,
    changed: Vec<Json>,
}

impl Sections {
    fn add_states(&mut self, sections: &Map) {
        for (section, state) in sections {
            let before = state.get("before").unwrap_or(&Json::Null);
            let after = state.get("after").unwrap_or(&Json::Null);
            let mut changes = Vec::new();
            if state.get("changed") != Some(&Json::Bool(false)) {
                compare("", before, after, &mut changes);
            }
            if changes.is_empty() {
                self.unchanged.push((&**section).into());
            } else {
                self.add_changed(section, &changes);
            }
        }
    }

    fn add_changes(&mut self, data: &Json) {
        for section in items(data, "unchangedSections") {
            if section.as_str().is_some() {
                self.unchanged.push(section.clone());
            }
        }
        for section in items(data, "diffs") {
            let mut changes = Vec::new();
            for change in items(section, "changes") {
                changes.push(Change {
                    path: text(change, "path").to_owned(),
                    old_value: change.get("oldValue").cloned().unwrap_or_default(),
                    new_value: change.get("newValue").cloned().unwrap_or_default(),
                });
            }
            self.add_changed(text(section, "section"), &changes);
        }
    }

    fn add_changed(&mut self, section: &str, changes: &[Change]) {
        let mut changed = Object::default();
        changed.add("section", section);
        changed.add("changes", changes);
        self.changed.push(changed.end());
    }
}

/// Where the changes are, for a message.
pub fn paths(changes: &[Change]) -> String {
    let mut paths = String::new();
    for change in changes {
        add_path(&mut paths, &change.path);
    }
    paths
}

/// Adds a path to a list of them.
pub fn add_path(paths: &mut String, path: &str) {
    if !paths.is_empty() {
        paths.push_str(", ");
    }
    paths.push_str(path);
}

/// Adds every value that differs, by its dotted path.
pub fn compare(path: &str, before: &Json, after: &Json, changes: &mut Vec<Change>) {
    if before == after {
        return;
    }
    let (Json::Object(old), Json::Object(new)) = (before, after) else {
        changes.push(Change {
            path: path.to_owned(),
            old_value: before.clone(),
            new_value: after.clone(),
        });
        return;
    };
    for (name, before) in old {
        let after = new.get(name).unwrap_or(&Json::Null);
        compare(&below(path, name), before, after, changes);
    }
    for (name, after) in new {
        if !old.contains_key(name) {
            compare(&below(path, name), &Json::Null, after, changes);
        }
    }
}

/// The dotted path of a field.
pub fn below(path: &str, name: &str) -> String {
    let mut below = String::from(path);
    if !path.is_empty() {
        below.push('.');
    }
    below.push_str(name);
    below
}

fn text<'a>(value: &'a Json, name: &str) -> &'a str {
    value.get(name).and_then(Json::as_str).unwrap_or_default()
}

fn items<'a>(data: &'a Json, name: &str) -> &'a [Json] {
    match data.get(name) {
        Some(Json::Array(items)) => items,
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::json::json;

    #[test]
    fn both_shapes_read_the_same() {
        let sections = read(&json!({
            "sections": {
                "call_handling": {
                    "before": {"firstMessage": "", "allowInterruptions": true},
                    "after": {"firstMessage": "Hello!", "allowInterruptions": true},
                    "changed": true,
                },
                "voice": {"before": {"speed": 1}, "after": {"speed": 1}, "changed": false},
            },
            "hasChanges": true,
        }));
        let changes = read(&json!({
            "unchangedSections": ["voice"],
            "diffs": [{
                "section": "call_handling",
                "changes": [{"path": "firstMessage", "oldValue": "", "newValue": "Hello!"}],
            }],
        }));
        assert_eq!(sections, changes);
        assert_eq!(changes["diffs"][0]["changes"][0]["newValue"], "Hello!");
    }

    #[test]
    fn added_and_removed_sections_and_fields_are_changes() {
        let diff = read(&json!({"sections": {
            "widget": {"before": null, "after": {"a": 1}},
            "llm": {"before": {"old": 1}, "after": {"new": 2}},
        }}));
        let diffs = diff["diffs"].as_array().unwrap();
        assert_eq!(diffs.len(), 2);
        let llm = diffs.iter().find(|it| it["section"] == "llm").unwrap();
        assert_eq!(llm["changes"].as_array().unwrap().len(), 2);
    }

    #[test]
    fn nothing_readable_is_no_change() {
        for data in [
            json!(null),
            json!([]),
            json!({"diffs": "x"}),
            json!({"sections": 1}),
        ] {
            assert_eq!(read(&data), json!({"unchangedSections": [], "diffs": []}));
        }
    }
}
