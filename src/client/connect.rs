//! `connect`: checks where to and as whom before anything is sent.

use super::arguments::{Options, parsed};
use super::connection::Connection;
use super::errors::ErrorMaker;
use super::exchange::Route;
use super::json::HOST;
use super::object::{field, record, text_field};
use super::session::{Credential, Session};
use super::turns::Turns;
use crate::core::connection::{self, Address, Caller, DEFAULT_BASE_URL};
use crate::core::deprecation::Deprecations;
use crate::core::duration::DEFAULT_TIMEOUT_MS;
use crate::core::error::Error;
use crate::core::json::set_host;
use crate::core::pace::Pace;
use crate::core::release::Memory;
use crate::core::retry::RetryLimits;
use crate::core::search;
use js_sys::Function;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::Url;

/// Opens a connection. The package's `connect` loads the module and calls this.
///
/// `makeError` turns the parts of an error into an `Error` object.
#[wasm_bindgen]
pub fn open(
    #[wasm_bindgen(unchecked_param_type = "ConnectOptions | undefined")] options: JsValue,
    #[wasm_bindgen(js_name = makeError, unchecked_param_type = "(parts: any, abortReason: unknown) => Error")]
    make_error: Function,
) -> Result<Connection, JsValue> {
    set_host(HOST);
    let errors = ErrorMaker::new(make_error);
    match session(&options, errors.clone()) {
        Ok(session) => Ok(Connection::new(Rc::new(session))),
        Err(error) => Err(errors.make(&error, &JsValue::UNDEFINED)),
    }
}

fn session(options: &JsValue, errors: ErrorMaker) -> Result<Session, Error> {
    let options = Options::new("options", options)?;
    let credential = credential(&options)?;
    let base_url = options
        .text("baseUrl")?
        .unwrap_or_else(|| DEFAULT_BASE_URL.to_owned());
    let in_page = in_page();
    let host = check_address(
        &base_url,
        Caller {
            in_page,
            raw_key: matches!(credential, Credential::Key(_)),
            browser_key_allowed: options.flag("dangerouslyAllowBrowserKey")?,
        },
    )?;
    let fetch = match options.function("fetch")? {
        Some(fetch) => fetch,
        None if options.names("fetch") => {
            return Err(Error::input(
                "fetch is undefined; was emulate() awaited? leave it out for the runtime's own",
            ));
        }
        None => global("fetch")
            .dyn_into()
            .map_err(|_| Error::input("this runtime has no fetch; pass one as fetch"))?,
    };
    let retry = parsed("retry", &options.get("retry"), RetryLimits::read)?;
    let turns = Turns::new(
        pace(&options, &fetch, &host)?,
        u64::from(retry.max_retry_after_ms),
    );
    let route = Route::new(
        &fetch,
        base_url.trim_end_matches('/'),
        &record(&options.headers()?),
        match &credential {
            Credential::Key(key) => Some(key),
            Credential::None | Credential::Auth(_) => None,
        },
        options.text("credentials")?.as_deref(),
        in_page,
    );
    let session = Session {
        route,
        credential,
        timeout_ms: options.millis("timeoutMs")?.unwrap_or(DEFAULT_TIMEOUT_MS),
        retry,
        turns,
        memory: Memory::read(options.text("generation")?.as_deref())?,
        on_deprecation: options.function("onDeprecation")?,
        deprecations: Deprecations::default(),
        errors,
        last_token: RefCell::new(None),
    };
    options.refuse_others()?;
    Ok(session)
}

/// No platform is behind this machine, nor behind a `fetch` that says how
/// much it bears, as an emulator's does.
fn pace(options: &Options, fetch: &Function, host: &str) -> Result<Pace, Error> {
    const NAME: &str = "maxRequestsPerSecond";
    let asked = options.number(NAME).or_else(|| field(fetch, NAME).as_f64());
    Pace::read(asked, connection::is_loopback(host))
}

fn credential(options: &Options) -> Result<Credential, Error> {
    let key = options.text("apiKey")?;
    let auth = options.function("auth")?;
    match (key, auth) {
        (Some(_), Some(_)) => Err(Error::input("pass either apiKey or auth, not both")),
        (Some(key), None) => connection::clean_key("apiKey", &key).map(Credential::Key),
        (None, Some(auth)) => Ok(Credential::Auth(auth)),
        // The commonest way to have no key: a variable that is not set.
        (None, None) if options.names("apiKey") => Err(Error::input(
            "apiKey is undefined; is the environment variable set? leave it out to sign in through a proxy or a cookie",
        )),
        (None, None) => Ok(Credential::None),
    }
}

/// Gives the host.
fn check_address(base_url: &str, caller: Caller) -> Result<String, Error> {
    let url = Url::new(base_url).map_err(|_| {
        Error::input("baseUrl must be a whole URL, such as https://api.smallest.ai/atoms/v1")
    })?;
    let part = |name: &str| text_field(&url, name).unwrap_or_default();
    let has = |name: &str| !part(name).is_empty();
    let hostname = part("hostname");
    connection::check(
        Address {
            protocol: &part("protocol"),
            hostname: &hostname,
            has_credentials: has("username") || has("password"),
            has_query: has("search") || has("hash"),
        },
        caller,
    )?;
    Ok(hostname)
}

/// A window, or a worker of a browser; server runtimes have the scope of a
/// worker as well but say who they are.
fn in_page() -> bool {
    let is_window = !global("document").is_undefined();
    let is_worker = global("WorkerGlobalScope").is_function();
    let is_server = !global("Deno").is_undefined()
        || !global("Bun").is_undefined()
        || text_field(&global("navigator"), "userAgent")
            .is_some_and(|agent| search::contains(&agent, "Cloudflare-Workers"));
    is_window || (is_worker && !is_server)
}

fn global(name: &str) -> JsValue {
    field(&js_sys::global(), name)
}
