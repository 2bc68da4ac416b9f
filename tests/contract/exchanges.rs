//! Writes down what passes between the tests and the emulator, so that it can
//! be held to the contract: a line of JSON each, in a file of the folder that
//! `ATOMS_EXCHANGES` names. Without it nothing is written.

use atoms_lifecycle::emulator::{Request, Response};
use serde_json::json;
use std::collections::HashSet;
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::path::Path;
use std::sync::{LazyLock, Mutex};

static EXCHANGES: LazyLock<Option<Mutex<Exchanges>>> = LazyLock::new(|| {
    let folder = std::env::var_os("ATOMS_EXCHANGES")?;
    let path = Path::new(&folder).join(concat!(env!("CARGO_CRATE_NAME"), ".jsonl"));
    Some(Mutex::new(Exchanges {
        file: File::create(path).unwrap(),
        kinds: HashSet::new(),
    }))
});

struct Exchanges {
    file: File,
    kinds: HashSet<u64>,
}

/// The sender is `client` for its own requests, which have to be as described,
/// or `test`, which may send anything.
pub fn record(sender: &str, request: &Request, response: &Response) {
    let Some(exchanges) = &*EXCHANGES else { return };
    let mut exchanges = exchanges.lock().unwrap();
    if !exchanges.kinds.insert(kind(sender, request, response)) {
        return;
    }
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut line = json!({
        "sender": sender,
        "request": [request.method, request.path, request.headers, text(&request.body)],
        "response": [response.status, response.headers, text(&response.body)],
    })
    .to_string();
    line.push('\n');
    exchanges.file.write_all(line.as_bytes()).unwrap();
}

/// The same for exchanges that differ in ids, numbers and times alone: of the
/// tens of thousands that the simulation makes, few differ in more.
fn kind(sender: &str, request: &Request, response: &Response) -> u64 {
    let mut hasher = DefaultHasher::new();
    (sender, &request.method, response.status).hash(&mut hasher);
    blur(request.path.as_bytes(), &mut hasher);
    blur(&request.body, &mut hasher);
    for (name, value) in &request.headers {
        name.hash(&mut hasher);
        blur(value.as_bytes(), &mut hasher);
    }
    for (name, value) in &response.headers {
        name.hash(&mut hasher);
        blur(value.as_bytes(), &mut hasher);
    }
    blur(&response.body, &mut hasher);
    hasher.finish()
}

/// Hashes a text with each run of hexadecimal digits as one.
fn blur(text: &[u8], hasher: &mut impl Hasher) {
    let is_digit = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    for run in text.chunk_by(|left, right| is_digit(left) == is_digit(right)) {
        let run = if is_digit(&run[0]) { b"0" } else { run };
        run.hash(hasher);
    }
}
