//! `connect`: checks where to and as whom before anything is sent.

use super::calls::Calls;
use super::options::{Kind, Known, Options};
use super::session::{Secrets, Session};
use crate::core::connection::{self, Address, Caller};
use crate::core::deprecation::Deprecations;
use crate::core::duration::DEFAULT_TIMEOUT_MS;
use crate::core::error::Error;
use crate::core::json::Json;
use crate::core::json::wire::Reader;
use crate::core::pace::Pace;
use crate::core::release::Memory;
use crate::core::retry::RetryLimits;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

/// Every option of `connect`.
const OPTIONS: [Known; 12] = [
    ("apiKey", Kind::Text),
    ("auth", Kind::Any),
    ("baseUrl", Kind::Text),
    ("dangerouslyAllowBrowserKey", Kind::Flag),
    ("retry", Kind::Any),
    ("maxRequestsPerSecond", Kind::Any),
    ("headers", Kind::Headers),
    ("credentials", Kind::Text),
    ("timeoutMs", Kind::Millis),
    ("generation", Kind::Text),
    ("fetch", Kind::Any),
    ("onDeprecation", Kind::Any),
];

/// Reads the options, and what the driver says of the host.
pub fn session(values: &mut Reader) -> Result<Box<Session>, Error> {
    let options = Options::new("options", &values.argument("options")?)?;
    let host = values.read();
    let address = host.get("address").unwrap_or(&Json::Null);
    options.check(&[&OPTIONS])?;
    let key = key(&options)?;
    let hostname = check_address(
        address,
        Caller {
            in_page: flag(&host, "inPage"),
            raw_key: key.is_some(),
            browser_key_allowed: options.flag("dangerouslyAllowBrowserKey"),
        },
    )?;
    if options.names("fetch") && options.get("fetch").is_null() {
        return Err(Error::input(
            "fetch is undefined; was emulate() awaited? leave it out for the runtime's own",
        ));
    }
    let retry = options.parsed("retry", RetryLimits::read)?;
    // No platform is behind this machine, nor behind a `fetch` that says how
    // much it takes, as an emulator's does.
    let asked = match options.get("maxRequestsPerSecond") {
        Json::Null => host.get("fetchRate").and_then(Json::as_f64),
        value => Some(value.as_f64().unwrap_or(f64::NAN)),
    };
    let pace = Pace::read(asked, connection::is_loopback(hostname))?;
    let memory = Memory::read(options.text("generation"))?;
    options.refuse_others("options", &[&OPTIONS])?;
    Ok(Box::new(Session {
        secrets: Secrets {
            key,
            tokens: Vec::new(),
        },
        timeout_ms: options.whole("timeoutMs").unwrap_or(DEFAULT_TIMEOUT_MS),
        retry,
        pace,
        memory,
        deprecations: Deprecations::default(),
        calls: Calls::default(),
    }))
}

/// A raw key, where there is one.
fn key(options: &Options) -> Result<Option<String>, Error> {
    let has_auth = !options.get("auth").is_null();
    match options.text("apiKey") {
        Some(_) if has_auth => Err(Error::input("pass either apiKey or auth, not both")),
        Some(key) => connection::clean_key("apiKey", key).map(Some),
        // The commonest way to have no key: a variable that is not set.
        None if !has_auth && options.names("apiKey") => Err(Error::input(
            "apiKey is undefined; is the environment variable set? leave it out to sign in through a proxy or a cookie",
        )),
        None => Ok(None),
    }
}

/// Gives the host.
fn check_address(address: &Json, caller: Caller) -> Result<&str, Error> {
    if address.is_null() {
        return Err(Error::input(
            "baseUrl must be a whole URL, such as https://api.smallest.ai/atoms/v1, or in a page a path such as /api",
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
    Ok(hostname)
}

fn flag(object: &Json, name: &str) -> bool {
    object.get(name).and_then(Json::as_bool).unwrap_or_default()
}
