//! `connect`: checks where to and as whom before anything is sent.

use super::connection::Connection;
use super::options::Options;
use super::session::{Session, bytes};
use crate::core::connection::{self, Address, Caller};
use crate::core::deprecation::Deprecations;
use crate::core::duration::DEFAULT_TIMEOUT_MS;
use crate::core::error::Error;
use crate::core::json;
use crate::core::json::Json;
use crate::core::json::wire::Reader;
use crate::core::pace::Pace;
use crate::core::release::Memory;
use crate::core::retry::RetryLimits;
use alloc::borrow::ToOwned;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::RefCell;
use wasm_bindgen::prelude::*;

/// Opens a connection. The package's `connect` loads the module and calls
/// this: with its options, and with what its driver says of the host:
///
/// - `address`: the parts of the base URL (`protocol`, `hostname`,
///   `hasCredentials`, `hasQuery`), unless it is none
/// - `inPage`: whether whoever opens a page can read what the program holds
/// - `bears`: how many requests a second `fetch` says that it bears
///
/// Throws what is wrong with the options, as bytes.
#[wasm_bindgen]
pub fn open(options: &[u8], host: &[u8]) -> Result<Connection, Vec<u8>> {
    let host = Reader::new(host).read();
    let session = Reader::new(options)
        .argument("options")
        .and_then(|options| session(&options, &host));
    match session {
        Ok(session) => Ok(Connection(Rc::new(session))),
        Err(error) => Err(bytes(&json::value(&error))),
    }
}

fn session(options: &Json, host: &Json) -> Result<Session, Error> {
    let options = Options::new("options", options)?;
    let key = key(&options)?;
    options.text("baseUrl")?;
    let hostname = check_address(
        host.get("address").unwrap_or(&Json::Null),
        Caller {
            in_page: flag(host, "inPage"),
            raw_key: key.is_some(),
            browser_key_allowed: options.flag("dangerouslyAllowBrowserKey")?,
        },
    )?;
    if options.names("fetch") && options.get("fetch").is_null() {
        return Err(Error::input(
            "fetch is undefined; was emulate() awaited? leave it out for the runtime's own",
        ));
    }
    let retry = options.parsed("retry", RetryLimits::read)?;
    // No platform is behind this machine, nor behind a `fetch` that says how
    // much it bears, as an emulator's does.
    let asked = options
        .number("maxRequestsPerSecond")
        .or_else(|| host.get("bears")?.as_f64());
    let pace = Pace::read(asked, connection::is_loopback(&hostname))?;
    options.check_headers()?;
    options.text("credentials")?;
    let session = Session {
        key,
        last_token: RefCell::new(None),
        timeout_ms: options.millis("timeoutMs")?.unwrap_or(DEFAULT_TIMEOUT_MS),
        retry,
        pace: RefCell::new(pace),
        memory: Memory::read(options.text("generation")?.as_deref())?,
        deprecations: Deprecations::default(),
        calls: RefCell::default(),
    };
    options.know(&["fetch", "onDeprecation"]);
    options.refuse_others()?;
    Ok(session)
}

/// A raw key, where there is one.
fn key(options: &Options) -> Result<Option<String>, Error> {
    let key = options.text("apiKey")?;
    let has_auth = !options.get("auth").is_null();
    match key {
        Some(_) if has_auth => Err(Error::input("pass either apiKey or auth, not both")),
        Some(key) => connection::clean_key("apiKey", &key).map(Some),
        // The commonest way to have no key: a variable that is not set.
        None if !has_auth && options.names("apiKey") => Err(Error::input(
            "apiKey is undefined; is the environment variable set? leave it out to sign in through a proxy or a cookie",
        )),
        None => Ok(None),
    }
}

/// Gives the host.
fn check_address(address: &Json, caller: Caller) -> Result<String, Error> {
    if address.is_null() {
        return Err(Error::input(
            "baseUrl must be a whole URL, such as https://api.smallest.ai/atoms/v1",
        ));
    }
    let part = |name: &str| address.get(name).and_then(Json::as_str).unwrap_or_default();
    let hostname = part("hostname");
    connection::check(
        Address {
            protocol: part("protocol"),
            hostname,
            has_credentials: flag(address, "hasCredentials"),
            has_query: flag(address, "hasQuery"),
        },
        caller,
    )?;
    Ok(hostname.to_owned())
}

fn flag(object: &Json, name: &str) -> bool {
    object.get(name).and_then(Json::as_bool).unwrap_or_default()
}
