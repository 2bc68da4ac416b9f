//! The walls between the rooms: what no file of a room may name.

use std::fs;
use std::path::Path;

/// The JavaScript host: `core` and `emulator` do not call it.
const HOST: [&str; 3] = ["js_sys", "web_sys", "wasm_bindgen::"];

/// A clock and I/O: the emulator has none of them.
const OUTSIDE: [&str; 6] = [
    "std::time",
    "std::fs",
    "std::io",
    "std::net",
    "std::thread",
    "std::env",
];

/// Every line of a room that names one of the words, with its place.
fn named(room: &str, words: &[&str], skip: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(room)];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let file = path.file_name().unwrap().to_string_lossy().into_owned();
            if skip.contains(&file.as_str()) {
                continue;
            }
            files += 1;
            for (number, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
                if words.iter().any(|word| line.contains(word)) {
                    found.push(format!("{room}/{file}:{}: {}", number + 1, line.trim()));
                }
            }
        }
    }
    assert!(files > 5, "{room} was not read");
    found
}

#[test]
fn core_is_pure() {
    assert_eq!(named("core", &HOST, &[]), [""; 0]);
}

/// It names what it takes from `alloc`. Natively it would compile with `std` too: only a page is without.
#[test]
fn core_and_client_do_without_the_standard_library() {
    for room in ["core", "client"] {
        assert_eq!(named(room, &["std::"], &[]), [""; 0]);
    }
}

#[test]
fn core_knows_no_other_room() {
    let others = ["crate::client", "crate::emulator"];
    assert_eq!(named("core", &others, &[]), [""; 0]);
}

#[test]
fn the_emulator_shares_nothing_with_the_client() {
    let others = ["crate::core", "crate::client"];
    assert_eq!(named("emulator", &others, &[]), [""; 0]);
}

#[test]
fn the_emulator_is_pure_behind_its_javascript_face() {
    for outside in [&HOST[..], &OUTSIDE] {
        assert_eq!(named("emulator", outside, &["wasm.rs"]), [""; 0]);
    }
}

#[test]
fn the_client_knows_no_emulator_and_reads_no_reply() {
    let decisions = ["crate::emulator", "serde_json", "core::reply::BAD_REPLY"];
    assert_eq!(named("client", &decisions, &[]), [""; 0]);
}

#[test]
fn the_client_waits_for_nothing_and_calls_no_javascript() {
    let outside = ["js_sys", "web_sys", "extern \"C\"", "async ", ".await"];
    assert_eq!(named("client", &outside, &[]), [""; 0]);
}
