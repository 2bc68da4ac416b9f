//! Many requests in no sensible order, and what holds after each of them.

use super::{Fixture, id_of, text};
use atoms_lifecycle::emulator::{FailedScanLeaves, Options};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// xorshift64.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % sides
    }
}

fn step(it: &mut Fixture, dice: &mut Dice, branches: &mut Vec<String>) -> Option<(u16, String)> {
    let branch = branches[dice.roll(branches.len())].clone();
    let (method, path, body) = match dice.roll(12) {
        0..=2 => {
            let field = ["firstMessage", "globalPrompt"][dice.roll(2)];
            let value = ["a", "b", "bad"][dice.roll(3)];
            let mut body = json!({field: value});
            if dice.roll(2) == 0 {
                body["expectedRevision"] = dice.roll(4).into();
            }
            ("PUT", format!("{branch}/draft"), body)
        }
        3..=4 => ("POST", format!("{branch}/draft/publish"), json!({})),
        5 => (
            "POST",
            format!("{branch}/draft/publish/cancel"),
            Value::Null,
        ),
        6 => ("DELETE", format!("{branch}/draft"), Value::Null),
        7 => ("POST", format!("{branch}/live"), Value::Null),
        8 => {
            let listed = it.listed(&branch);
            let revision = listed.get(dice.roll(listed.len() + 1))?;
            (
                "POST",
                format!("{branch}/revisions/{revision}/restore"),
                Value::Null,
            )
        }
        9 if dice.roll(4) == 0 => ("POST", format!("{branch}/archive"), Value::Null),
        10 if branches.len() < 6 => {
            let name = format!("branch {}", dice.roll(8));
            let body = json!({"sourceBranchId": id_of(&branch), "name": name});
            ("POST", format!("{}/branches", it.agent), body)
        }
        _ => {
            it.platform.wait(dice.roll(7_000) as u64);
            return None;
        }
    };
    let answer = it.platform.call(method, &path, body);
    if answer.status == 201 {
        let id = text(&answer.data()["_id"]);
        branches.push(format!("{}/branches/{id}", it.agent));
    }
    Some((answer.status, format!("{method} {path}: {}", answer.text)))
}

#[test]
fn one_branch_is_live_and_nothing_committed_is_lost() {
    let mut statuses = BTreeMap::new();
    for seed in 1..=15_u64 {
        let mut dice = Dice(seed << 32 | 0x9e37_79b9);
        let mut it = Fixture::with(Options {
            fail_checks_containing: vec!["bad".into()],
            failed_scan_leaves: [FailedScanLeaves::Draft, FailedScanLeaves::Revision][dice.roll(2)],
            restore_scans_again: dice.roll(2) == 0,
            publish_synchronously: dice.roll(4) == 0,
            ..Options::default()
        });
        let mut branches = vec![it.main.clone()];
        let mut committed: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for _ in 0..80 {
            if let Some((status, what)) = step(&mut it, &mut dice, &mut branches) {
                assert!(status < 500, "seed {seed}: {what}");
                *statuses.entry(status).or_insert(0) += 1;
            }
            assert_eq!(it.live().len(), 1, "seed {seed}");
            let serves = it.serves().0;
            for branch in &branches {
                let summary = it.get(branch).data();
                let revisions = it.get(&format!("{branch}/revisions?limit=100")).data();
                let rows = revisions["revisions"].as_array().unwrap();
                let rows: Vec<_> = rows
                    .iter()
                    .filter(|row| row["status"] == "published")
                    .collect();
                assert_eq!(summary["revisionsCount"], rows.len());
                let ids: Vec<_> = rows.iter().rev().map(|row| text(&row["_id"])).collect();
                for (index, row) in rows.iter().rev().enumerate() {
                    assert_eq!(row["revisionNumber"], index + 1, "seed {seed}");
                    assert_eq!(row["isActive"], row["_id"] == serves);
                    let check = &row["securityCheck"];
                    assert!(check.is_null() || check["status"] == "passed");
                }
                assert_eq!(
                    summary["branch"]["headRevisionId"].as_str(),
                    ids.last().map(String::as_str)
                );
                if summary["isLive"] == true {
                    assert_eq!(ids.last(), Some(&serves), "seed {seed}");
                }
                let before = committed
                    .insert(branch.clone(), ids.clone())
                    .unwrap_or_default();
                assert_eq!(before, ids[..before.len()], "seed {seed}");
            }
            let snapshot = it.platform.emulator.snapshot();
            it.platform.emulator.restore(&snapshot).unwrap();
            assert_eq!(it.platform.emulator.snapshot(), snapshot, "seed {seed}");
        }
    }
    for status in [200, 201, 202, 403, 404, 409] {
        assert!(
            statuses.get(&status).is_some_and(|count| *count > 10),
            "{statuses:?}"
        );
    }
}
