//! Where a client may connect, and with what.

use super::error::Error;
use super::search;
use super::text::fill;
use alloc::borrow::ToOwned;
use alloc::string::String;

/// What a base URL says about itself, as the host's own URL parser read it.
#[derive(Debug, Clone, Copy)]
pub struct Address<'a> {
    /// With its colon: `https:`.
    pub protocol: &'a str,
    /// Without port; an IPv6 address keeps its brackets.
    pub hostname: &'a str,
    /// Whether the URL carries a user name or password.
    pub has_credentials: bool,
    /// Whether the URL carries a query or a fragment.
    pub has_query: bool,
}

/// Who is asking, and how it signs in.
#[derive(Debug, Clone, Copy)]
pub struct Caller {
    /// A window or a web worker: whoever opens the page can read what it holds.
    pub in_page: bool,
    /// Signs in with a raw `apiKey`.
    pub raw_key: bool,
    /// `dangerouslyAllowBrowserKey` was set.
    pub browser_key_allowed: bool,
}

/// Refuses an address or a key that would put the user in danger.
pub fn check(address: Address, caller: Caller) -> Result<(), Error> {
    if address.has_credentials {
        return Err(Error::input(
            "baseUrl must not hold a user name or password; use apiKey or auth",
        ));
    }
    if address.has_query {
        return Err(Error::input(
            "baseUrl must not hold a query or a fragment; end it with its path",
        ));
    }
    let loopback = is_loopback(address.hostname);
    match address.protocol {
        "https:" => {}
        "http:" if loopback => {}
        "http:" => {
            return Err(Error::input(
                "baseUrl must be https: outside of this machine; plain http: would send the key in the clear",
            ));
        }
        other => {
            return Err(Error::input(fill(
                "baseUrl must start with https:, not {}",
                &[other],
            )));
        }
    }
    if caller.in_page && caller.raw_key && !loopback && !caller.browser_key_allowed {
        return Err(Error::input(
            "an apiKey in a page can be read by everyone who opens it; pass auth: () => a short-lived token, or a baseUrl of a same-origin proxy that adds the key (dangerouslyAllowBrowserKey: true overrides this)",
        ));
    }
    Ok(())
}

/// A key without the white space that so often comes along, or why it can't be one.
pub fn clean_key(name: &str, key: &str) -> Result<String, Error> {
    let key = search::trim(key);
    let key = search::trim(key.strip_prefix("Bearer ").unwrap_or(key));
    if key.is_empty() {
        return Err(Error::input(fill(
            "{} is empty; is the environment variable set?",
            &[name],
        )));
    }
    if !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Error::input(fill(
            "{} holds white space or a character that no key has; copy it again",
            &[name],
        )));
    }
    Ok(key.to_owned())
}

/// A header of the caller's own.
pub fn check_header(name: &str, value: &str) -> Result<(), Error> {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || search::has(b"!#$%&'*+-.^_`|~", byte);
    if name.is_empty() || !name.bytes().all(is_token) {
        return Err(Error::input(
            "a header's name holds a character that none may have",
        ));
    }
    if name.eq_ignore_ascii_case("authorization") {
        return Err(Error::input(
            "the authorization header is made from apiKey or auth; pass one of them instead",
        ));
    }
    if value
        .bytes()
        .any(|byte| !(b' '..=b'~').contains(&byte) && byte != b'\t')
    {
        return Err(Error::input(fill(
            "header {} holds a character that none may have",
            &[name],
        )));
    }
    Ok(())
}

/// Whether a host is this machine.
pub fn is_loopback(hostname: &str) -> bool {
    let mut host = hostname;
    while let Some(shorter) = host.strip_suffix('.') {
        host = shorter;
    }
    let host = host.to_ascii_lowercase();
    host == "localhost"
        || host.ends_with(".localhost")
        || host == "[::1]"
        || is_loopback_ipv4(&host)
}

fn is_loopback_ipv4(host: &str) -> bool {
    // A URL's host of digits and dots alone is an address, written in full.
    host.starts_with("127.")
        && host
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(protocol: &'static str, hostname: &'static str, caller: Caller) -> Result<(), Error> {
        check(
            Address {
                protocol,
                hostname,
                has_credentials: false,
                has_query: false,
            },
            caller,
        )
    }

    const SERVER: Caller = Caller {
        in_page: false,
        raw_key: true,
        browser_key_allowed: false,
    };

    #[test]
    fn plain_http_only_on_this_machine() {
        for host in [
            "localhost",
            "app.localhost",
            "127.0.0.1",
            "127.9.9.9",
            "[::1]",
        ] {
            assert!(at("http:", host, SERVER).is_ok(), "{host}");
        }
        for host in [
            "api.smallest.ai",
            "127.0.0.1.evil.test",
            "localhost.evil.test",
            "[::2]",
        ] {
            assert!(at("http:", host, SERVER).is_err(), "{host}");
        }
        assert!(at("ftp:", "localhost", SERVER).is_err());
    }

    #[test]
    fn a_raw_key_in_a_page_needs_an_explicit_word() {
        let page = Caller {
            in_page: true,
            ..SERVER
        };
        let error = at("https:", "api.smallest.ai", page).unwrap_err();
        assert!(error.message.contains("auth"));
        assert!(error.message.contains("same-origin proxy"));
        assert!(error.message.contains("dangerouslyAllowBrowserKey"));
        for allowed in [
            Caller {
                browser_key_allowed: true,
                ..page
            },
            Caller {
                raw_key: false,
                ..page
            },
        ] {
            assert!(at("https:", "api.smallest.ai", allowed).is_ok());
        }
        assert!(at("http:", "127.0.0.1", page).is_ok());
    }

    #[test]
    fn headers_cannot_break_out_nor_sign_in() {
        assert!(check_header("x-trace", "a b;c=1").is_ok());
        for (name, value) in [
            ("", "x"),
            ("a b", "x"),
            ("Authorization", "Bearer x"),
            ("x", "a\r\ny: b"),
            ("x", "ü"),
        ] {
            assert!(check_header(name, value).is_err(), "{name}: {value}");
        }
    }

    #[test]
    fn keys_are_trimmed_and_never_shown() {
        assert_eq!(clean_key("apiKey", " sk_1\n").unwrap(), "sk_1");
        assert_eq!(clean_key("apiKey", "Bearer sk_1").unwrap(), "sk_1");
        for bad in ["", "  ", "sk_1\nsk_2", "sk_ü"] {
            let error = clean_key("apiKey", bad).unwrap_err();
            assert!(!error.message.contains("sk_"), "{}", error.message);
        }
    }
}
