//! Comparisons of whatever two sides.

use super::{Fixture, NOBODY, id_of, text};
use serde_json::{Value, json};

fn diff(it: &mut Fixture, a: &str, b: &str) -> Value {
    let path = format!("{}/diff?a={a}&b={b}", it.agent);
    it.get(&path).data()
}

#[test]
fn revisions_and_drafts_of_any_branch() {
    let mut it = Fixture::new();
    let (main, fork) = (it.main.clone(), it.fork("staging"));
    let first = it.first.clone();
    let second = it.release(&main, json!({"firstMessage": "2"}));
    let staged = it.release(&fork, json!({"firstMessage": "staged"}));
    it.write(&main, json!({"globalPrompt": "main"}));
    it.write(&fork, json!({"globalPrompt": "fork"}));
    let change =
        |path: &str, old: &str, new: &str| json!({"path": path, "oldValue": old, "newValue": new});
    let data = diff(&mut it, &first, &second);
    assert_eq!(
        data["diffs"],
        json!([{"section": "call_handling", "changes": [change("firstMessage", "", "2")]}]),
        "a is the base"
    );
    assert_eq!(data["unchangedSections"].as_array().unwrap().len(), 12);
    let (main_draft, fork_draft) = (
        format!("{}:draft", id_of(&main)),
        format!("{}:draft", id_of(&fork)),
    );
    for (a, b, prompt, message) in [
        (
            &main_draft,
            &fork_draft,
            Some(("main", "fork")),
            Some(("2", "staged")),
        ),
        (
            &fork_draft,
            &main_draft,
            Some(("fork", "main")),
            Some(("staged", "2")),
        ),
        (&second, &main_draft, Some(("", "main")), None),
        (&staged, &second, None, Some(("staged", "2"))),
        (&staged, &staged, None, None),
    ] {
        let mut expected = Vec::new();
        if let Some((old, new)) = prompt {
            let changes = [change("globalPrompt", old, new)];
            expected.push(json!({"section": "workflow_prompt", "changes": changes}));
        }
        if let Some((old, new)) = message {
            let changes = [change("firstMessage", old, new)];
            expected.push(json!({"section": "call_handling", "changes": changes}));
        }
        assert_eq!(diff(&mut it, a, b)["diffs"], json!(expected), "{a} {b}");
    }
}

#[test]
fn the_older_comparison_knows_an_open_draft_by_its_row() {
    let mut it = Fixture::new();
    let (main, first) = (it.main.clone(), it.first.clone());
    it.write(&main, json!({"firstMessage": "1"}));
    let draft = it.write(&main, json!({"firstMessage": "2"}));
    let (row, agent) = (text(&draft["_id"]), it.agent.clone());
    let compared = it.get(&format!(
        "{agent}/versions/diff?baseId={first}&compareId={row}"
    ));
    assert_eq!(
        compared.data()["diffs"],
        json!([{"section": "call_handling", "changes": [
            {"path": "firstMessage", "oldValue": "", "newValue": "2"},
        ]}])
    );
    it.get(&format!(
        "{agent}/versions/diff?baseId={first}&compareId={NOBODY}"
    ))
    .refused(404, "Version not found");
}

#[test]
fn sides_are_checked() {
    let mut it = Fixture::new();
    let first = it.first.clone();
    let main = id_of(&it.main).to_owned();
    let (agent, _) = it.platform.agent();
    let other = it.get(&agent).data()["activeVersionId"].clone();
    let other = other.as_str().unwrap().to_owned();
    for (query, status, said) in [
        (String::new(), 400, "Invalid Input: Required"),
        (format!("?a={first}"), 400, "Invalid Input: Required"),
        (format!("?b={first}"), 400, "Invalid Input: Required"),
        (
            format!("?a=&b={first}"),
            400,
            "Invalid Input: String must contain at least 1 character(s)",
        ),
        (
            format!("?a={first}&b={}", "x".repeat(65)),
            400,
            "Invalid Input: String must contain at most 64 character(s)",
        ),
        (format!("?a={first}&b=x"), 400, "Invalid revisionId format"),
        (
            format!("?a={first}&b=x:draft"),
            400,
            "Invalid branchId format",
        ),
        (
            format!("?a={first}&b={first}:x"),
            400,
            "Invalid revisionId format",
        ),
        (format!("?a={first}&b={NOBODY}"), 404, "Revision not found"),
        (
            format!("?a={first}&b={NOBODY}:draft"),
            404,
            "Branch not found",
        ),
        (
            format!("?a={first}&b={main}:draft"),
            404,
            "No open draft on this branch",
        ),
        (format!("?a={first}&b={other}"), 404, "Revision not found"),
    ] {
        it.get(&format!("{}/diff{query}", it.agent))
            .refused(status, said);
    }
}
