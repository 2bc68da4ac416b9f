//! What holds of configs and patches of any content.

use super::{confirm, diff, three_way};
use crate::core::json::Json;
use crate::core::model::report::{Change, Clash};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// What the platform shows under another name, and what it calls it there.
const SHOWN: [(&[&str], &str); 6] = [
    (&["singlePromptConfig", "prompt"], "prompt"),
    (&["singlePromptConfig", "tools"], "tools"),
    (&["slmModel"], "modelName"),
    (&["language", "default"], "defaultLanguage"),
    (&["language", "supported"], "supportedLanguages"),
    (&["language", "switching"], "languageSwitching"),
];

/// Any value of a field but an empty object: in a patch, that asks for nothing.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        "[a-z]{0,3}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-e]", inner, 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

fn fields(names: &'static [&'static str]) -> impl Strategy<Value = Map<String, Value>> {
    let field = (prop::sample::select(names), value());
    prop::collection::vec(field, 1..6).prop_map(|fields| {
        fields
            .into_iter()
            .map(|(name, it)| (name.to_owned(), it))
            .collect()
    })
}

/// A config as `_resolvedConfig` shows it.
fn config() -> impl Strategy<Value = Value> {
    fields(&[
        "prompt",
        "tools",
        "modelName",
        "defaultLanguage",
        "languageSwitching",
        "firstMessage",
        "synthesizer",
        "voice",
    ])
    .prop_map(Value::from)
}

fn patch() -> impl Strategy<Value = Value> {
    let plain = fields(&["slmModel", "firstMessage", "synthesizer", "voice", "new"]);
    let prompt = prop::option::of(fields(&["prompt", "tools"]));
    let language = prop::option::of(fields(&["default", "supported", "switching"]));
    (plain, prompt, language).prop_map(|(mut patch, prompt, language)| {
        let parts = [("singlePromptConfig", prompt), ("language", language)];
        for (name, part) in parts {
            if let Some(part) = part {
                patch.insert(name.to_owned(), part.into());
            }
        }
        patch.into()
    })
}

/// The config after a patch, as the platform would show it.
fn patched(config: &Value, patch: &Value) -> Value {
    let mut patch = patch.clone();
    let mut config = config.clone();
    for (path, shown) in SHOWN {
        let Some((name, parents)) = path.split_last() else {
            continue;
        };
        let holder = parents
            .iter()
            .try_fold(&mut patch, |it, name| it.get_mut(name));
        let moved = holder
            .and_then(Value::as_object_mut)
            .and_then(|it| it.remove(*name));
        if let Some(moved) = moved {
            merge(&mut config, json!({ shown: moved }));
        }
    }
    let fields = patch.as_object_mut().unwrap();
    fields.retain(|_, value| *value != json!({}));
    merge(&mut config, patch);
    config
}

fn merge(old: &mut Value, new: Value) {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            for (name, value) in new {
                merge(old.entry(name).or_insert(Value::Null), value);
            }
        }
        (old, new) => *old = new,
    }
}

/// A few fields of one value each, to be patched by two people.
fn edits() -> impl Strategy<Value = Map<String, Value>> {
    let names = &["a", "b", "c", "d", "e"];
    let field = (prop::sample::select(names), (1..4).prop_map(Value::from));
    prop::collection::vec(field, 1..6).prop_map(|fields| {
        fields
            .into_iter()
            .map(|(name, it)| (name.to_owned(), it))
            .collect()
    })
}

fn doc(value: &Value) -> Json {
    value.clone().into()
}

fn missing(patch: &Value, config: &Value) -> Vec<Change> {
    confirm::missing(&doc(patch), &doc(config))
}

fn clashes(base: &Value, theirs: &Value, ours: &Value) -> Vec<Clash> {
    three_way::clashes(&doc(base), &doc(theirs), &doc(ours))
}

fn foreign(head: &Value, after: &Value, patch: &Value) -> Vec<Change> {
    three_way::foreign(&doc(head), &doc(after), &doc(patch))
}

fn compare(before: &Value, after: &Value) -> Vec<Change> {
    let mut changes = Vec::new();
    diff::compare("", &doc(before), &doc(after), &mut changes);
    changes
}

fn read(data: Value) -> Json {
    diff::read(&data.into())
}

fn clashing(base: &Value, theirs: &Value, ours: &Value) -> Vec<String> {
    clashes(base, theirs, ours)
        .into_iter()
        .map(|clash| clash.path)
        .collect()
}

proptest! {
    #[test]
    fn a_config_that_took_a_patch_lacks_nothing_of_it(config in config(), patch in patch()) {
        let after = patched(&config, &patch);
        prop_assert_eq!(missing(&patch, &after), []);
    }

    #[test]
    fn what_a_config_lacks_is_what_the_patch_would_change(config in config(), patch in patch()) {
        let after = patched(&config, &patch);
        let changes = compare(&config, &after);
        for lacking in missing(&patch, &config) {
            let path = confirm::shown_as(&lacking.path);
            // Or what it lies in, where that was not there at all.
            let leads_to = |change: &str| format!("{path}.").starts_with(&format!("{change}."));
            prop_assert!(changes.iter().any(|change| leads_to(&change.path)), "{}", path);
        }
    }

    #[test]
    fn nobody_clashes_with_a_base_that_stayed(base in config(), patch in patch()) {
        prop_assert_eq!(clashes(&base, &base, &patch), []);
    }

    #[test]
    fn nobody_clashes_with_those_who_made_the_same_change(base in config(), patch in patch()) {
        let theirs = patched(&base, &patch);
        prop_assert_eq!(clashes(&base, &theirs, &patch), []);
    }

    #[test]
    fn nothing_is_foreign_in_what_the_patch_made(head in config(), patch in patch()) {
        let after = patched(&head, &patch);
        prop_assert_eq!(foreign(&head, &after, &patch), []);
    }

    #[test]
    fn a_change_beside_the_patch_is_foreign(head in config(), patch in patch(), theirs in value()) {
        let mut after = patched(&head, &patch);
        // A field whose name begins like that of a patched one.
        after["voicemail"] = theirs.clone();
        let found = foreign(&head, &after, &patch);
        if theirs.is_null() {
            prop_assert_eq!(found, []);
        } else {
            prop_assert_eq!(found.len(), 1);
            prop_assert_eq!(&found[0].path, "voicemail");
            prop_assert_eq!(&found[0].new_value, &doc(&theirs));
        }
    }

    #[test]
    fn two_who_changed_the_same_field_clash_either_way_round(one in edits(), other in edits()) {
        // Every edit changes what it names.
        let base = json!({"a": 0, "b": 0, "c": 0, "d": 0, "e": 0});
        let (one, other) = (Value::Object(one), Value::Object(other));
        let found = clashing(&base, &patched(&base, &other), &one);
        prop_assert_eq!(&found, &clashing(&base, &patched(&base, &one), &other));
        for name in ["a", "b", "c", "d", "e"] {
            let differ = matches!((one.get(name), other.get(name)), (Some(one), Some(other)) if one != other);
            prop_assert_eq!(found.iter().any(|path| path == name), differ, "{}", name);
        }
    }

    #[test]
    fn edits_that_do_not_clash_merge_in_either_order(one in edits(), other in edits()) {
        let base = json!({"a": 0, "b": 0, "c": 0, "d": 0, "e": 0});
        let (one, other) = (Value::Object(one), Value::Object(other));
        let after_other = patched(&base, &other);
        prop_assume!(clashing(&base, &after_other, &one).is_empty());
        let merged = patched(&after_other, &one);
        prop_assert_eq!(&merged, &patched(&patched(&base, &one), &other));
        prop_assert_eq!(missing(&one, &merged), []);
        prop_assert_eq!(missing(&other, &merged), []);
    }

    #[test]
    fn a_comparison_names_what_differs_and_nothing_else(before in config(), after in config()) {
        prop_assert_eq!(compare(&before, &before), []);
        for change in compare(&before, &after) {
            prop_assert_ne!(&change.old_value, &change.new_value);
            let at = |config: &Value| -> Json {
                let mut names = change.path.split('.');
                names.try_fold(config.clone(), |it, name| it.get(name).cloned()).unwrap_or_default().into()
            };
            prop_assert_eq!(at(&before), change.old_value);
            prop_assert_eq!(at(&after), change.new_value);
        }
    }

    #[test]
    fn both_shapes_of_a_comparison_are_read_whatever_they_hold(data in value(), before in config(), after in config()) {
        for odd in [data.clone(), json!({"sections": data}), json!({"diffs": data, "unchangedSections": data})] {
            read(odd);
        }
        let changes = compare(&before, &after);
        let by_section = read(json!({"sections": {"voice": {"before": before, "after": after}}}));
        let as_changes: Vec<_> = changes.iter().map(|change| json!({
            "path": change.path,
            "oldValue": change.old_value,
            "newValue": change.new_value,
        })).collect();
        let listed = read(match as_changes.is_empty() {
            true => json!({"unchangedSections": ["voice"], "diffs": []}),
            false => json!({"diffs": [{"section": "voice", "changes": as_changes}]}),
        });
        prop_assert_eq!(by_section, listed);
    }

    #[test]
    fn names_lead_there_and_back(path in "(singlePromptConfig|language|voice)(\\.[a-e])?|slmModel(\\.a)?|language\\.(default|switching)(\\.a)?") {
        prop_assert_eq!(confirm::patched_as(&confirm::shown_as(&path)), path);
    }
}
