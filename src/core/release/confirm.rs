//! Does a config show what a patch asked for?
//!
//! `_resolvedConfig` renames some patch fields and fills in defaults, so a
//! patch is looked for inside it rather than compared with it.

use super::diff::below;
use crate::core::json::{Json, Map};
use crate::core::model::report::Change;
use crate::core::text::fill;
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

/// Patch paths that `_resolvedConfig` shows under another name.
const RENAMED: [(&str, &str); 6] = [
    ("singlePromptConfig.prompt", "prompt"),
    ("singlePromptConfig.tools", "tools"),
    ("slmModel", "modelName"),
    ("language.default", "defaultLanguage"),
    ("language.supported", "supportedLanguages"),
    ("language.switching", "languageSwitching"),
];

/// Every patched value that the config does not show: `old_value` is what it
/// shows instead, `new_value` what the patch asks for.
pub fn missing(patch: &Json, resolved: &Json) -> Vec<Change> {
    let mut changes = Vec::new();
    each_leaf(patch, resolved, &mut |path, wanted, shown| {
        if !asks_nothing(wanted) && !shows(wanted, shown) {
            changes.push(Change {
                path: path.to_owned(),
                old_value: shown.clone(),
                new_value: wanted.clone(),
            });
        }
    });
    changes
}

/// What to do with a path of a patch, the value there, and what the config shows for it.
pub type Visit<'a> = dyn FnMut(&str, &Json, &Json) + 'a;

/// Whether a patch's value leaves everything as it is: an object without fields.
pub fn asks_nothing(wanted: &Json) -> bool {
    wanted.as_object().is_some_and(Map::is_empty)
}

/// Visits every value of a patch that is not an object with fields.
pub fn each_leaf(patch: &Json, resolved: &Json, visit: &mut Visit) {
    walk(patch, resolved, "", resolved, visit);
}

/// The dotted path that the config has for a dotted path of a patch.
pub fn shown_as(path: &str) -> String {
    for (patched, shown) in RENAMED {
        if let Some(renamed) = renamed(path, patched, shown) {
            return renamed;
        }
    }
    path.to_owned()
}

/// The dotted path that a patch has for a dotted path of the config.
pub fn patched_as(path: &str) -> String {
    for (patched, shown) in RENAMED {
        if let Some(renamed) = renamed(path, shown, patched) {
            return renamed;
        }
    }
    path.to_owned()
}

/// The path under its other name, if it leads to or through the one.
fn renamed(path: &str, from: &str, to: &str) -> Option<String> {
    let rest = path.strip_prefix(from)?;
    (rest.is_empty() || rest.starts_with('.')).then(|| fill("{}{}", &[to, rest]))
}

fn walk(wanted: &Json, shown: &Json, path: &str, resolved: &Json, visit: &mut Visit) {
    let renamed = RENAMED.iter().find(|(patched, _)| *patched == path);
    match renamed.and_then(|(_, renamed)| resolved.get(renamed)) {
        // What lies below moved along with it.
        Some(renamed) => descend(wanted, renamed, path, &Json::Null, visit),
        None => descend(wanted, shown, path, resolved, visit),
    }
}

fn descend(wanted: &Json, shown: &Json, path: &str, resolved: &Json, visit: &mut Visit) {
    let fields = match wanted {
        Json::Object(fields) if !fields.is_empty() => fields,
        _ => return visit(path, wanted, shown),
    };
    for (name, wanted) in fields {
        let shown = shown.get(name).unwrap_or(&Json::Null);
        walk(wanted, shown, &below(path, name), resolved, visit);
    }
}

/// Whether a value shows another one. Arrays are replaced whole, but the
/// platform may fill in defaults inside of their elements.
pub fn shows(wanted: &Json, shown: &Json) -> bool {
    match (wanted, shown) {
        (Json::Number(a), Json::Number(b)) => a == b,
        (Json::Array(a), Json::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| shows(a, b))
        }
        (Json::Object(a), Json::Object(b)) => a
            .iter()
            .all(|(name, value)| shows(value, b.get(name).unwrap_or(&Json::Null))),
        _ => wanted == shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::json::json;

    fn paths(patch: Json, resolved: Json) -> Vec<String> {
        missing(&patch, &resolved)
            .into_iter()
            .map(|change| change.path)
            .collect()
    }

    #[test]
    fn renamed_fields_are_found_under_their_other_name() {
        let patch = json!({
            "singlePromptConfig": {"prompt": "p", "tools": [{"type": "end_call"}]},
            "slmModel": "electron",
            "language": {"default": "en", "switching": {"isEnabled": false}},
            "firstMessage": "Hello!",
        });
        let resolved = json!({
            "prompt": "p",
            "tools": [{"type": "end_call", "enabled": true}],
            "modelName": "electron",
            "defaultLanguage": "en",
            "languageSwitching": {"isEnabled": false, "minWordsForDetection": 2},
            "firstMessage": "Hello!",
        });
        assert!(paths(patch.clone(), resolved.clone()).is_empty());
        for (field, path) in [
            ("prompt", "singlePromptConfig.prompt"),
            ("tools", "singlePromptConfig.tools"),
            ("modelName", "slmModel"),
            ("defaultLanguage", "language.default"),
            ("languageSwitching", "language.switching.isEnabled"),
            ("firstMessage", "firstMessage"),
        ] {
            let fields = resolved.as_object().unwrap().iter();
            let others = fields.filter(|(name, _)| **name != *field).cloned();
            let other = Json::Object(Map::new(others.collect()));
            assert_eq!(paths(patch.clone(), other), [path], "{field}");
        }
    }

    #[test]
    fn objects_merge_deeply_and_arrays_are_whole() {
        let resolved = json!({"voice": {"speed": 1.0, "id": "nyah"}, "list": [1, 2]});
        assert!(paths(json!({"voice": {"speed": 1}}), resolved.clone()).is_empty());
        assert_eq!(
            paths(json!({"voice": {"speed": 2}}), resolved.clone()),
            ["voice.speed"]
        );
        assert_eq!(paths(json!({"list": [1]}), resolved.clone()), ["list"]);
        assert_eq!(paths(json!({"list": [2, 1]}), resolved), ["list"]);
    }

    #[test]
    fn null_clears_and_absent_is_not_a_value() {
        assert!(paths(json!({"a": null}), json!({})).is_empty());
        assert_eq!(paths(json!({"a": null}), json!({"a": "x"})), ["a"]);
        assert_eq!(paths(json!({"a": false}), json!({})), ["a"]);
        assert_eq!(paths(json!({"a": "1"}), json!({"a": 1})), ["a"]);
        assert_eq!(paths(json!({"a": {"b": 1}}), json!({"a": "text"})), ["a.b"]);
        assert_eq!(paths(json!({"a": 1}), Json::Null), ["a"]);
    }
}
