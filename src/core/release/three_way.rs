//! A config with two editors: what each changed, and where they meet.
//!
//! Configs are compared as `_resolvedConfig` shows them, flat; a patch is
//! looked up under the names that it has there.

use super::confirm;
use crate::core::json::Json;
use crate::core::model::report::{Change, Clash};
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

/// Where a patch meets what somebody else changed: a path that they left as
/// it was, or set to the same value, is no clash.
pub fn clashes(base: &Json, theirs: &Json, patch: &Json) -> Vec<Clash> {
    let mut before = Vec::new();
    confirm::each_leaf(patch, base, &mut |_, _, shown| before.push(shown.clone()));
    // Both walks meet the same leaves in the same order.
    let mut leaf = 0;
    let mut clashes = Vec::new();
    confirm::each_leaf(patch, theirs, &mut |path, ours, shown| {
        let base = before.get(leaf).unwrap_or(&Json::Null);
        leaf += 1;
        let is_asked = !confirm::asks_nothing(ours) && !confirm::shows(ours, shown);
        if is_asked && base != shown {
            clashes.push(Clash {
                path: path.to_owned(),
                base: base.clone(),
                theirs: shown.clone(),
                ours: ours.clone(),
            });
        }
    });
    clashes
}

/// Where the clashes are, for a message.
pub fn paths(clashes: &[Clash]) -> String {
    let mut paths = String::new();
    for clash in clashes {
        super::diff::add_path(&mut paths, &clash.path);
    }
    paths
}

/// What is different in `now` though no path of the patch accounts for it.
pub fn foreign(base: &Json, now: &Json, patch: &Json) -> Vec<Change> {
    let mut ours = Vec::new();
    confirm::each_leaf(patch, now, &mut |path, wanted, _| {
        ours.push((confirm::shown_as(path), confirm::asks_nothing(wanted)));
    });
    let mut changes = Vec::new();
    super::diff::compare("", base, now, &mut changes);
    let mut foreign = Vec::new();
    for change in changes {
        // An object without fields may come to be shown, but accounts for none.
        let is_ours = ours.iter().any(|(path, is_empty)| {
            touches(path, &change.path) && (!is_empty || holds_nothing(&change.new_value))
        });
        if !is_ours {
            foreign.push(change);
        }
    }
    foreign
}

/// Whether there are objects alone, and no value in any of them.
fn holds_nothing(value: &Json) -> bool {
    value.as_object().is_some_and(|fields| {
        let mut fields = fields.into_iter();
        fields.all(|(_, value)| holds_nothing(value))
    })
}

/// Whether `now` shows the patch, and nothing else that `base` does not.
pub fn is_patched(base: &Json, now: &Json, patch: &Json) -> bool {
    confirm::missing(patch, now).is_empty() && foreign(base, now, patch).is_empty()
}

/// Whether one of two dotted paths leads to or through the other.
fn touches(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    long.strip_prefix(short)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::json::json;

    fn paths(clashes: Vec<Clash>) -> Vec<String> {
        clashes.into_iter().map(|clash| clash.path).collect()
    }

    #[test]
    fn only_a_path_that_both_changed_differently_is_a_clash() {
        let base =
            json!({"prompt": "p", "firstMessage": "a", "synthesizer": {"speed": 1, "gain": 1}});
        let patch = json!({
            "singlePromptConfig": {"prompt": "ours"},
            "firstMessage": "ours",
            "synthesizer": {"speed": 2},
        });
        let theirs = |change: Json| {
            let mut theirs = base.as_object().unwrap().clone();
            for (name, value) in change.as_object().unwrap() {
                theirs.insert(name, value.clone());
            }
            paths(clashes(&base, &Json::Object(theirs), &patch))
        };
        assert!(theirs(json!({})).is_empty());
        assert_eq!(
            theirs(json!({"prompt": "theirs"})),
            ["singlePromptConfig.prompt"]
        );
        assert!(theirs(json!({"prompt": "ours"})).is_empty(), "they agree");
        assert!(theirs(json!({"synthesizer": {"speed": 1, "gain": 9}})).is_empty());
        assert_eq!(
            theirs(json!({"synthesizer": {"speed": 9, "gain": 1}})),
            ["synthesizer.speed"]
        );
    }

    #[test]
    fn what_the_patch_accounts_for_is_not_foreign() {
        let base = json!({"prompt": "p", "voice": {"a": 1, "b": 1}, "x": 1});
        let now = json!({"prompt": "q", "voice": {"a": 2, "b": 2}, "x": 2});
        let patch = json!({"singlePromptConfig": {"prompt": "q"}, "voice": {"a": 2}});
        let found: Vec<_> = foreign(&base, &now, &patch)
            .into_iter()
            .map(|change| change.path)
            .collect();
        assert_eq!(found, ["voice.b", "x"]);
        assert!(foreign(&base, &base, &patch).is_empty());
        assert!(!touches("voice", "voiceConfig"));
    }
}
